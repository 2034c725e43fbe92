//! What a run found and how long it took.

/// What every contender must agree on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    /// Calls of Amazon Comprehend Medical.
    pub(crate) rows: u64,
    /// Records of all services.
    pub(crate) records: u64,
    /// Bytes after inflating.
    pub(crate) bytes: u64,
    /// Sum of the times of the rows, in seconds since 1970.
    pub(crate) seconds: u64,
}

/// One run of one contender.
#[derive(Clone, Debug, Default)]
pub(crate) struct Run {
    pub(crate) millis: f64,
    /// Processor time of all threads and processes.
    pub(crate) cpu_seconds: Option<f64>,
    /// Until the first rows stood on the screen.
    pub(crate) first_millis: Option<f64>,
    /// Of the page's thread, if any took more than 50 ms.
    pub(crate) longest_task: Option<f64>,
    /// What the page's status says at the end.
    pub(crate) note: String,
    /// Programs that only count are not asked.
    pub(crate) facts: Option<Facts>,
}

impl Run {
    pub(crate) fn of_millis(millis: f64) -> Self {
        Self {
            millis,
            ..Self::default()
        }
    }
}

/// Tasks in words: how many, the 99th of a hundred, the longest. In milliseconds.
pub(crate) fn of_tasks(mut millis: Vec<f64>) -> String {
    millis.sort_unstable_by(f64::total_cmp);
    let at =
        |part: f64| millis.get(((millis.len() as f64 * part) as usize).min(millis.len().saturating_sub(1)));
    let [most, longest] = [0.99, 1.0].map(|part| at(part).copied().unwrap_or_default());
    format!(
        "{} tasks of the page's thread, 99 of 100 below {most:.0} ms, the longest {longest:.0} ms",
        millis.len()
    )
}

/// The middle of some numbers.
pub(crate) fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_unstable_by(f64::total_cmp);
    match numbers.len() {
        0 => f64::NAN,
        len if len % 2 == 1 => numbers[len / 2],
        len => (numbers[len / 2 - 1] + numbers[len / 2]) / 2.0,
    }
}
