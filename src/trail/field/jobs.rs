//! The keys of requests and responses, those of Comprehend Medical's batch jobs above all. Services spell them in
//! different cases.

use super::{Field, Node, caseless, inner, leaf};

pub(super) static REQUEST: Node = caseless(
    &[
        leaf("jobId", Field::RequestJobId),
        leaf("jobName", Field::RequestJobName),
        leaf("dataAccessRoleArn", Field::RequestRole),
        leaf("kmsKey", Field::RequestKmsKey),
        inner("inputDataConfig", &REQUEST_INPUT),
        inner("outputDataConfig", &REQUEST_OUTPUT),
    ],
    Field::RequestParameters,
    Field::RequestOutputKey,
);

static REQUEST_INPUT: Node = caseless(
    &[
        leaf("s3Bucket", Field::RequestInputBucket),
        leaf("s3Key", Field::RequestInputKey),
    ],
    Field::RequestInputBucket,
    Field::RequestInputKey,
);

static REQUEST_OUTPUT: Node = caseless(
    &[
        leaf("s3Bucket", Field::RequestOutputBucket),
        leaf("s3Key", Field::RequestOutputKey),
    ],
    Field::RequestOutputBucket,
    Field::RequestOutputKey,
);

pub(super) static RESPONSE: Node = caseless(
    &[
        leaf("jobId", Field::ResponseJobId),
        leaf("ConsoleLogin", Field::ConsoleLogin),
        inner("comprehendMedicalAsyncJobProperties", &JOB),
    ],
    Field::ResponseElements,
    Field::JobOutputKey,
);

/// A job as Describe answers it.
static JOB: Node = caseless(
    &[
        leaf("jobId", Field::JobJobId),
        leaf("jobName", Field::JobName),
        leaf("jobStatus", Field::JobStatus),
        leaf("dataAccessRoleArn", Field::JobRole),
        leaf("kmsKey", Field::JobKmsKey),
        inner("inputDataConfig", &JOB_INPUT),
        inner("outputDataConfig", &JOB_OUTPUT),
    ],
    Field::JobJobId,
    Field::JobOutputKey,
);

pub(super) static JOB_INPUT: Node = caseless(
    &[
        leaf("s3Bucket", Field::JobInputBucket),
        leaf("s3Key", Field::JobInputKey),
    ],
    Field::JobInputBucket,
    Field::JobInputKey,
);

static JOB_OUTPUT: Node = caseless(
    &[
        leaf("s3Bucket", Field::JobOutputBucket),
        leaf("s3Key", Field::JobOutputKey),
    ],
    Field::JobOutputBucket,
    Field::JobOutputKey,
);
