//! The lens on a call, in sentences: who, from where, what, with what result, and what other records tell of it.

mod network;
mod records;
mod result;
mod what;
mod who;

pub use network::{
    NO_TLS, endpoint_words, fips_words, key_exchange_words, source_words, tls_words, unlisted_region,
};
pub use records::{SECOND, SHARED_EVENT, addendum_words, second_records, twin_words};
pub use result::{MESSAGE_MAY_QUOTE, error_words, outcome_words};
pub use what::{
    ABOUT_OPERATION, DEPRECATED, HELP_OPERATIONS, HELP_OPERATIONS_HEADINGS, OMITTED, OMITTED_WORDS,
    OPERATION_ERRORS, OPERATION_GROUP, OPERATION_LEVEL, OPERATION_QUOTAS, OPERATION_TOUCHES, group_words,
    help_operations_lead, largest_input, new_operation, operation_words, quota_words, read_only_differs,
    touch_words,
};
pub use who::{
    CONTRADICTION, FORWARDED, HIDDEN_NAME, HIDDEN_USER, NO_MFA_OF_KEYS, OLD_DELIVERY, SOURCE_IDENTITY,
    caller_words, mfa_words,
};
