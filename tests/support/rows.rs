//! Very many rows, made without files: what questions are measured on.

use medtrail::{
    base::{EpochMillis, FileId},
    store::{Batch, BatchBuilder, CellRef, Column, HashKey, Place, RowFlags, Table, guid::GuidText},
};

pub(crate) const KEY: HashKey = (0x9e37_79b9_7f4a_7c15, 0xbf58_476d_1ce4_e5b9);

/// The time of the first row, or a little before it.
pub(crate) const START_MILLIS: i64 = 1_790_812_800_000;

/// A table of so many rows, which came in batches as they come from readers.
pub(crate) fn table(num_rows: u64) -> Table {
    const BATCH_ROWS: u64 = 4096;
    let mut numbers = Numbers::new(7);
    let (mut builder, mut table) = (BatchBuilder::new(KEY), Table::new(KEY));
    for first in (0..num_rows).step_by(BATCH_ROWS as usize) {
        write_rows(
            &mut builder,
            &mut numbers,
            first,
            BATCH_ROWS.min(num_rows - first),
        );
        let batch = Batch::from_bytes(&builder.finish().to_bytes());
        table.append(&batch.expect("a batch comes back"));
    }
    table
}

/// Numbers that look random and are the same in every run.
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn guid(&mut self) -> GuidText {
        let half = |numbers: &mut Self| {
            u128::from(numbers.below(1 << 31)) << 31 | u128::from(numbers.below(1 << 31))
        };
        GuidText::new(half(self) << 62 | half(self))
    }
}

/// Rows as a month of a busy account has them, 20 columns filled.
pub(crate) fn write_rows(builder: &mut BatchBuilder, numbers: &mut Numbers, first: u64, count: u64) {
    for row in first..first + count {
        let place = Place {
            file: FileId((row / 80) as u32),
            member: 0,
            offset: row % 80 * 1800,
            len: 1700 + numbers.below(200) as u32,
        };
        builder.begin_row(place, u128::from(row));
        let second = row * 2_592_000 / 1_000_000 + numbers.below(600);
        builder.set_time(Some(EpochMillis(START_MILLIS + second as i64 * 1000)));
        let is_error = numbers.below(20) == 0;
        builder.set_flags(RowFlags::NONE.with(RowFlags::IS_ERROR, is_error));
        let role = numbers.below(40);
        let mut set = |column, text: &str| builder.set(column, CellRef::Text(text));
        set(Column::EventVersion, "1.11");
        set(Column::EventSource, "comprehendmedical.amazonaws.com");
        set(Column::EventType, "AwsApiCall");
        set(Column::EventCategory, "Management");
        set(Column::ManagementEvent, "true");
        set(Column::ReadOnly, "true");
        set(Column::RecipientAccountId, "111122223333");
        set(Column::AccountId, "111122223333");
        set(Column::TlsVersion, "TLSv1.3");
        set(Column::CipherSuite, "TLS_AES_128_GCM_SHA256");
        set(Column::Credential, "Temporary session");
        set(Column::CallerKind, "Role session");
        set(Column::Operation, &format!("Operation{}", numbers.below(26)));
        set(
            Column::Result,
            if is_error {
                "ThrottlingException"
            } else {
                "Success"
            },
        );
        if is_error {
            set(
                Column::ErrorMessage,
                &format!("Rate exceeded for request {}", numbers.below(5000)),
            );
        }
        set(
            Column::Caller,
            &format!("role-{role}/session-{}", numbers.below(50)),
        );
        set(
            Column::Arn,
            &format!(
                "arn:aws:sts::111122223333:assumed-role/role-{role}/s{}",
                numbers.below(50)
            ),
        );
        set(Column::AccessKeyId, &format!("ASIA{:016}", numbers.below(20_000)));
        set(
            Column::SourceIp,
            &format!("10.{}.{}.{}", role, numbers.below(40), numbers.below(32)),
        );
        set(
            Column::Region,
            ["us-east-1", "eu-west-1", "us-west-2"][numbers.below(3) as usize],
        );
        set(
            Column::Client,
            &format!("AWS SDK for Java 1.11.{}", numbers.below(60)),
        );
        set(
            Column::UserAgent,
            &format!("aws-sdk-java/1.11.{} Linux/5.10", numbers.below(60)),
        );
        set(Column::EventId, numbers.guid().as_str());
        set(Column::RequestId, numbers.guid().as_str());
    }
}
