//! Programs for the command line that do the same, where they are installed.

use crate::facts::Run;
use std::{
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};

/// A program and how it is called; `$0` is the folder.
pub(crate) struct Native {
    pub(crate) name: &'static str,
    /// Succeeds where all that is needed is installed.
    check: &'static str,
    script: &'static str,
}

const JQ: &str = r#"find "$0" -name '*.gz' -print0 | xargs -0 zcat |
  jq -c '.Records[] | select(.eventSource == "comprehendmedical.amazonaws.com")' > /dev/null"#;

const PYTHON: &str = r#"python3 - "$0" <<'END'
import gzip, orjson, pathlib, sys
rows = []
for path in pathlib.Path(sys.argv[1]).rglob('*.gz'):
    for record in orjson.loads(gzip.decompress(path.read_bytes()))['Records']:
        if record['eventSource'] == 'comprehendmedical.amazonaws.com':
            rows.append(record)
END"#;

const DUCKDB: &str = r#"python3 - "$0" <<'END'
import duckdb, sys
db = duckdb.connect()
db.execute('SET threads TO 2')
db.execute("""CREATE TABLE calls AS
  SELECT record FROM (SELECT unnest(Records) AS record
    FROM read_json(?, columns = {Records: 'JSON[]'}, maximum_object_size = 2000000000))
  WHERE record->>'eventSource' = 'comprehendmedical.amazonaws.com'""", [sys.argv[1] + '/**/*.gz'])
END"#;

/// All of them.
pub(crate) const PROGRAMS: [Native; 4] = [
    Native {
        name: "zcat, unpacking alone",
        check: "command -v zcat",
        script: r#"find "$0" -name '*.gz' -print0 | xargs -0 zcat > /dev/null"#,
    },
    Native {
        name: "zcat and jq, one process each",
        check: "command -v zcat && command -v jq",
        script: JQ,
    },
    Native {
        name: "Python, gzip and orjson, one process",
        check: "python3 -c 'import orjson'",
        script: PYTHON,
    },
    Native {
        name: "DuckDB read_json, 2 threads",
        check: "python3 -c 'import duckdb'",
        script: DUCKDB,
    },
];

impl Native {
    pub(crate) fn is_installed(&self) -> bool {
        shell(self.check)
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    }

    pub(crate) fn run(&self, folder: &Path) -> Run {
        let start = Instant::now();
        let status = shell(self.script).arg(folder).status();
        let millis = start.elapsed().as_secs_f64() * 1000.0;
        assert!(
            status.is_ok_and(|status| status.success()),
            "{} failed",
            self.name
        );
        Run::of_millis(millis)
    }
}

fn shell(script: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", script]).stdout(Stdio::null());
    command
}
