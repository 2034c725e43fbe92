//! Who calls in the sample: one caller for each row of the identity decision table, and some more roles.
//!
//! Accounts, key ids and addresses are those that AWS and the IETF set aside for documentation.

/// The account whose trail this is.
pub(super) const ACCOUNT: &str = "111122223333";

/// A caller.
#[derive(Debug)]
pub(super) struct Person {
    /// Role, user or service.
    pub(super) name: &'static str,
    pub(super) form: Form,
    /// The middle of this caller's ids: a prefix stands before, `EXAMPLE` behind.
    pub(super) id: &'static str,
    pub(super) session: Session,
    pub(super) agents: &'static [&'static str],
    pub(super) addresses: &'static [&'static str],
    /// The calls come through a VPC endpoint.
    pub(super) is_in_vpc: bool,
    pub(super) hours: Hours,
    /// Share of the calls to Amazon Comprehend Medical.
    pub(super) weight: u64,
    pub(super) habit: Habit,
}

/// How `userIdentity` is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Root,
    CentralRoot,
    UserWithKey,
    UserSession,
    Role,
    RoleOfWebIdentity,
    RoleOfIdentityCenter,
    RoleForwarded,
    RoleOfProvider,
    SamlUser,
    WebIdentityUser,
    FederatedUser,
    IdentityCenterUser,
    OtherAccount,
    Service,
    Unknown,
}

/// How a session is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Session {
    Named(&'static str),
    /// One of some instances.
    Instance,
    /// A prefix and one of some numbers.
    Numbered(&'static str),
}

/// When somebody works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hours {
    Always,
    Office,
    Night,
}

/// What somebody calls, of Amazon Comprehend Medical.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Habit {
    /// Texts, with these operations.
    Texts(&'static [&'static str]),
    /// Batch jobs, from start to end, of these kinds.
    Jobs(&'static [usize]),
    /// Looks at jobs of others.
    Looks,
}

const ALL_JOBS: &[usize] = &[0, 1, 2, 3, 4];
const JAVA: &[&str] = &[
    "aws-sdk-java/2.28.29 md/io#sync md/http#Apache ua/2.1 os/Linux#6.1.112 lang/java#21.0.4 md/OpenJDK_64-Bit_Server_VM#21.0.4 cfg/retry-mode#legacy",
    "aws-sdk-java/2.29.6 md/io#sync md/http#Apache ua/2.1 os/Linux#6.1.112 lang/java#21.0.5 md/OpenJDK_64-Bit_Server_VM#21.0.5 cfg/retry-mode#legacy",
];
const BOTO: &[&str] = &[
    "Boto3/1.40.1 md/Botocore#1.40.1 ua/2.1 os/linux#6.1.112 md/arch#x86_64 lang/python#3.12.7 md/pyimpl#CPython cfg/retry-mode#adaptive Botocore/1.40.1",
];
const CONSOLE: &[&str] = &[
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
];
const CLI: &[&str] = &[
    "aws-cli/2.31.3 md/awscrt#0.27.6 ua/2.1 os/linux#6.8.0 md/arch#x86_64 lang/python#3.13.7 md/pyimpl#CPython md/prompt#off",
];

const NOBODY: Person = Person {
    name: "",
    form: Form::Role,
    id: "",
    session: Session::Named(""),
    agents: BOTO,
    addresses: &["198.51.100.14"],
    is_in_vpc: false,
    hours: Hours::Always,
    weight: 0,
    habit: Habit::Looks,
};

/// Whose calls the night of denied calls is made of.
pub(super) static INTRUDER: Person = Person {
    name: "legacy-claims-export",
    form: Form::UserWithKey,
    id: "KIAI44QH8DHB",
    agents: &["aws-cli/1.18.69 Python/3.6.9 Linux/5.4.0-42-generic botocore/1.16.19"],
    addresses: &["203.0.113.66", "203.0.113.67"],
    ..NOBODY
};

/// Who calls Amazon Comprehend Medical.
pub(super) static CALLERS: &[Person] = &[
    Person {
        name: "ehr-ingest",
        id: "EHRINGEST0",
        session: Session::Instance,
        agents: JAVA,
        addresses: &["192.0.2.17", "192.0.2.23", "192.0.2.33"],
        is_in_vpc: true,
        weight: 34,
        habit: Habit::Texts(&[
            "DetectEntitiesV2",
            "DetectEntitiesV2",
            "InferICD10CM",
            "InferRxNorm",
            "InferSNOMEDCT",
        ]),
        ..NOBODY
    },
    Person {
        name: "claims-nlp-prod",
        id: "CLAIMSNLP0",
        session: Session::Named("claims-nlp-prod-handler"),
        addresses: &["198.51.100.14", "198.51.100.77"],
        hours: Hours::Office,
        weight: 22,
        habit: Habit::Texts(&[
            "InferICD10CM",
            "InferICD10CM",
            "InferSNOMEDCT",
            "DetectEntitiesV2",
        ]),
        ..NOBODY
    },
    Person {
        name: "coder-assist",
        form: Form::RoleOfWebIdentity,
        id: "CODERASSIS",
        session: Session::Numbered("coder-assist-"),
        agents: &[
            "aws-sdk-go-v2/1.39.2 ua/2.1 os/linux lang/go#1.25.1 md/GOOS#linux md/GOARCH#arm64 api/comprehendmedical#1.31.5",
        ],
        addresses: &["2001:db8:1f0a:3ec::4a", "2001:db8:1f0a:3ec::4b"],
        hours: Hours::Office,
        weight: 14,
        habit: Habit::Texts(&["InferSNOMEDCT", "InferRxNorm", "DetectPHI"]),
        ..NOBODY
    },
    Person {
        name: "nightly-deid",
        id: "NIGHTLYDEI",
        session: Session::Numbered("deid-batch-"),
        addresses: &["198.51.100.40"],
        hours: Hours::Night,
        weight: 40,
        habit: Habit::Texts(&["DetectPHI"]),
        ..NOBODY
    },
    Person {
        name: "batch-orchestrator",
        id: "BATCHORCHE",
        session: Session::Numbered("execution-"),
        agents: &[
            "aws-sdk-js/3.901.0 ua/2.1 os/linux#6.1.112 lang/js md/nodejs#22.20.0 api/comprehendmedical#3.901.0 m/E",
        ],
        addresses: &["198.51.100.93"],
        weight: 26,
        habit: Habit::Jobs(ALL_JOBS),
        ..NOBODY
    },
    Person {
        name: "research-portal",
        form: Form::FederatedUser,
        id: "RESEARCHPO",
        agents: &["aws-sdk-js/2.1692.0 linux/v18.20.4 promise"],
        addresses: &["203.0.113.9"],
        hours: Hours::Office,
        weight: 5,
        habit: Habit::Texts(&["DetectEntities", "DetectEntitiesV2"]),
        ..NOBODY
    },
    Person {
        name: "registry-sync",
        form: Form::UserWithKey,
        id: "KIAIOSFODNN7",
        agents: &["aws-sdk-dotnet-coreclr/3.7.400.1 ua/2.0 os/linux#5.15.0 md/ARCH#X64 lang/.NET_Core#8.0.8"],
        addresses: &["203.0.113.30"],
        weight: 6,
        habit: Habit::Texts(&["DetectEntities", "DetectPHI"]),
        ..NOBODY
    },
    Person {
        name: "Mateo_Jackson",
        form: Form::UserSession,
        id: "DACKCEVSQ6C2",
        agents: CONSOLE,
        addresses: &["192.0.2.41"],
        hours: Hours::Office,
        weight: 6,
        habit: Habit::Looks,
        ..NOBODY
    },
    Person {
        name: "AWSReservedSSO_AuditReadOnly_0123456789abcdef",
        form: Form::RoleOfIdentityCenter,
        id: "AUDITREADO",
        session: Session::Named("mateo_jackson@example.com"),
        agents: CLI,
        addresses: &["192.0.2.58", "2001:db8:42::7"],
        hours: Hours::Office,
        weight: 5,
        habit: Habit::Looks,
        ..NOBODY
    },
    Person {
        name: "healthlake-access",
        form: Form::RoleForwarded,
        id: "HEALTHLAKE",
        session: Session::Named("HealthLakeNlp"),
        agents: &["healthlake.amazonaws.com"],
        addresses: &["healthlake.amazonaws.com"],
        weight: 8,
        habit: Habit::Texts(&["DetectEntitiesV2", "InferICD10CM", "InferRxNorm"]),
        ..NOBODY
    },
    Person {
        name: "coding-partner",
        form: Form::RoleOfProvider,
        id: "CODINGPART",
        session: Session::Named("delegated-review"),
        addresses: &["198.51.100.200"],
        hours: Hours::Office,
        weight: 3,
        habit: Habit::Texts(&["DetectPHI", "InferICD10CM"]),
        ..NOBODY
    },
    Person {
        name: "root",
        form: Form::Root,
        agents: CONSOLE,
        addresses: &["192.0.2.200"],
        hours: Hours::Office,
        weight: 1,
        ..NOBODY
    },
    Person {
        name: "vpc-guest",
        form: Form::OtherAccount,
        id: "GUESTSESSI",
        addresses: &["192.0.2.90"],
        is_in_vpc: true,
        weight: 2,
        habit: Habit::Texts(&["DetectEntitiesV2", "DetectPHI"]),
        ..NOBODY
    },
    Person {
        name: "unknown",
        form: Form::Unknown,
        addresses: &["203.0.113.199"],
        weight: 1,
        habit: Habit::Texts(&["DetectEntitiesV2"]),
        ..NOBODY
    },
];

/// Who calls other services only.
pub(super) static CENTRAL_ROOT: Person = Person {
    name: "root",
    form: Form::CentralRoot,
    agents: CLI,
    addresses: &["192.0.2.201"],
    ..NOBODY
};
pub(super) static SAML_USER: Person = Person {
    name: "mateo_jackson@example.com",
    form: Form::SamlUser,
    agents: CONSOLE,
    addresses: &["192.0.2.58"],
    ..NOBODY
};
pub(super) static WEB_USER: Person = Person {
    name: "system:serviceaccount:coding:coder-assist",
    form: Form::WebIdentityUser,
    addresses: &["2001:db8:1f0a:3ec::4a"],
    ..NOBODY
};
pub(super) static CENTER_USER: Person = Person {
    name: "mateo_jackson@example.com",
    form: Form::IdentityCenterUser,
    agents: CONSOLE,
    addresses: &["192.0.2.58"],
    ..NOBODY
};
pub(super) static MEDICAL_SERVICE: Person = Person {
    name: "comprehendmedical.amazonaws.com",
    form: Form::Service,
    agents: &["comprehendmedical.amazonaws.com"],
    addresses: &["comprehendmedical.amazonaws.com"],
    ..NOBODY
};
