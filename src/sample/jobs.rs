//! Stories of batch jobs: start, describe some times, then stop or list.

use super::{
    calls::MEDICAL,
    draft::Draft,
    json::object,
    people::{ACCOUNT, Person},
    random::Random,
};

/// The kinds of batch jobs, as operations name them, and how their list is called.
pub(super) const KINDS: [(&str, &str); 5] = [
    ("EntitiesDetectionV2Job", "entity-extraction"),
    ("PHIDetectionJob", "nightly-deid"),
    ("ICD10CMInferenceJob", "claims-coding"),
    ("RxNormInferenceJob", "medication-review"),
    ("SNOMEDCTInferenceJob", "problem-lists"),
];

/// A job that runs.
#[derive(Debug)]
struct Job {
    kind: usize,
    id: String,
    num_describes: u64,
    is_stopped: bool,
}

/// The jobs of one Region.
#[derive(Debug, Default)]
pub(super) struct Jobs {
    running: Vec<Job>,
}

impl Jobs {
    /// The next call about jobs of `kinds`.
    pub(super) fn next_call(
        &mut self,
        person: &'static Person,
        kinds: &[usize],
        region: &str,
        random: &mut Random,
    ) -> Draft {
        if self.running.is_empty() || self.running.len() < 6 && random.percent(25) {
            return self.start(person, *random.pick(kinds), region, random);
        }
        let index = random.below(self.running.len() as u64) as usize;
        let job = &mut self.running[index];
        if job.num_describes > 0 {
            job.num_describes -= 1;
            return about("Describe", person, job.kind, &job.id);
        }
        let job = self.running.swap_remove(index);
        if job.is_stopped {
            let response = object(|json| json.text("jobId", &job.id));
            return Draft {
                is_read_only: false,
                response,
                ..about("Stop", person, job.kind, &job.id)
            };
        }
        list(person, job.kind, random)
    }

    /// A look at a job, or at a list, by somebody who starts none.
    pub(super) fn look(&self, person: &'static Person, random: &mut Random) -> Draft {
        if self.running.is_empty() || random.percent(40) {
            return list(person, random.below(KINDS.len() as u64) as usize, random);
        }
        let job = random.pick(&self.running);
        about("Describe", person, job.kind, &job.id)
    }

    fn start(&mut self, person: &'static Person, kind: usize, region: &str, random: &mut Random) -> Draft {
        let job = Job {
            kind,
            id: random.hex(32),
            num_describes: 1 + random.below(4),
            is_stopped: random.percent(40),
        };
        let (operation, name) = KINDS[kind];
        let request = object(|json| {
            json.object("inputDataConfig", |json| {
                json.text("s3Bucket", "clinical-notes-inbox-example");
                json.escaped("s3Key", &format!("{name}/batch={}/", random.below(90) + 10));
            });
            json.object("outputDataConfig", |json| {
                json.text("s3Bucket", "clinical-notes-results-example");
                json.text("s3Key", &format!("{name}/"));
            });
            json.text(
                "dataAccessRoleArn",
                &format!("arn:aws:iam::{ACCOUNT}:role/medical-data-access"),
            );
            json.text("jobName", &format!("{name}-{}", random.below(900) + 100));
            json.text("clientRequestToken", &random.guid());
            if random.percent(70) {
                json.text(
                    "kMSKey",
                    &format!("arn:aws:kms:{region}:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"),
                );
            }
            json.text("languageCode", "en");
        });
        let response = object(|json| json.text("jobId", &job.id));
        let start = Draft::new(MEDICAL, format!("Start{operation}"), person);
        if random.percent(5) {
            let draft = Draft {
                is_read_only: false,
                request,
                ..start
            };
            return draft.failed("TooManyRequestsException", "Rate exceeded");
        }
        self.running.push(job);
        Draft {
            is_read_only: false,
            request,
            response,
            ..start
        }
    }
}

fn about(verb: &str, person: &'static Person, kind: usize, job_id: &str) -> Draft {
    let request = object(|json| json.text("jobId", job_id));
    Draft {
        request,
        ..Draft::new(MEDICAL, format!("{verb}{}", KINDS[kind].0), person)
    }
}

fn list(person: &'static Person, kind: usize, random: &mut Random) -> Draft {
    let request = object(|json| {
        if random.percent(50) {
            json.object("filter", |json| {
                json.text(
                    "jobStatus",
                    random.pick::<&str>(&["IN_PROGRESS", "COMPLETED", "FAILED"]),
                );
                json.text("submitTimeAfter", "Oct 21, 2026, 8:05:13 PM");
            });
        }
        if random.percent(30) {
            json.escaped(
                "nextToken",
                &format!("{}==", random.text(b"ABCDEFGHabcdefgh0123456789", 30)),
            );
        }
        json.json("maxResults", "100");
    });
    Draft {
        request,
        ..Draft::new(MEDICAL, format!("List{}s", KINDS[kind].0), person)
    }
}
