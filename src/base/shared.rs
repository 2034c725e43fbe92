//! A large thing shared by pointer.

use std::{ops::Deref, rc::Rc};

/// An `Rc` whose equality is that of the pointer: comparing two states of the page costs a pointer
/// comparison, whatever they hold. What is inside is replaced, never changed.
#[derive(Debug, Default)]
pub struct Shared<T: ?Sized>(Rc<T>);

impl<T> Shared<T> {
    /// Shares `value` from here on.
    pub fn new(value: T) -> Self {
        Self(Rc::new(value))
    }
}

impl<T: ?Sized> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T: ?Sized> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T: ?Sized> Eq for Shared<T> {}

impl<T: ?Sized> Deref for Shared<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> From<T> for Shared<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_contents_behind_two_pointers_are_not_the_same() {
        let one = Shared::new(vec![1]);
        assert_eq!(one, one.clone());
        assert_ne!(one, Shared::new(vec![1]));
    }
}
