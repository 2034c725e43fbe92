//! Times by the clock of a zone, against the browser's own: what is shown, counted by days, typed and copied.

use browser_tests::{Source, Visit, visit};
use serde_json::{Value, json};

/// What the page's own `Intl` says of a moment, in the form of a table cell.
const BY_INTL: &str = "(times, zone) => times.map((time) => {
  const parts = Object.fromEntries(new Intl.DateTimeFormat('en-US', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit',
    minute: '2-digit', second: '2-digit', timeZoneName: 'longOffset',
  }).formatToParts(new Date(time)).map((part) => [part.type, part.value]));
  const offset = parts.timeZoneName.replace('GMT', '') || '+00:00';
  return `${parts.year}-${parts.month}-${parts.day} ${parts.hour}:${parts.minute}:${parts.second} ${offset}`;
})";

fn record(number: usize, time: &str) -> Value {
    json!({
        "eventVersion": "1.08",
        "userIdentity": {
            "type": "IAMUser", "userName": "Mateo_Jackson", "accountId": "111122223333",
            "arn": "arn:aws:iam::111122223333:user/Mateo_Jackson",
        },
        "eventTime": time, "eventSource": "comprehendmedical.amazonaws.com", "eventName": "DetectPHI",
        "awsRegion": "us-east-1", "sourceIPAddress": "192.0.2.1", "userAgent": "test",
        "eventID": format!("00000000-0000-4000-8000-{number:012}"), "eventType": "AwsApiCall",
    })
}

/// Opens one call at each of these times, oldest first.
fn open(at: &Visit<'_>, times: &[&str]) {
    let records: Vec<_> = times
        .iter()
        .enumerate()
        .map(|(number, time)| record(number, time))
        .collect();
    let file = Source::plain("calls.json", json!({ "Records": records }).to_string());
    let folder = at.write_folder("trail", &[file]);
    at.drop_all(&[&folder]);
    at.wait_for_calls(times.len(), times.len());
}

/// Chooses a zone by its name.
fn choose(at: &Visit<'_>, zone: &str) {
    at.click("[data-kind=zone]");
    at.wait_for_selector(".zone-switch");
    fill(at, ".zone-switch__search > input", zone);
    at.wait_for("the zone", &format!("document.querySelectorAll('.zone-switch__list button').length === 1 && document.querySelector('.zone-switch__list').innerText === {}", json!(zone)));
    at.click(".zone-switch__list button");
    at.press("Escape");
    wait_for_zone(at, zone);
}

fn wait_for_zone(at: &Visit<'_>, zone: &str) {
    let label = format!("Time ({zone})");
    at.wait_for(&label, &format!(
        "document.querySelector('.call-table__heading')?.innerText.trim() === {} && !document.querySelector('[aria-busy=true]')",
        json!(label)
    ));
}

/// Puts a text into an input in place of its own.
fn fill(at: &Visit<'_>, selector: &str, text: &str) {
    at.eval(&format!(
        "(() => {{ const input = document.querySelector({}); input.focus(); input.select(); }})()",
        json!(selector)
    ));
    at.press("Delete");
    at.call("Input.insertText", json!({ "text": text }));
}

/// The times in the table, from the top.
fn shown(at: &Visit<'_>) -> Vec<String> {
    let cell = |row: &Value| row[1].as_str().unwrap_or_default().to_owned();
    at.drawn_rows().iter().map(cell).collect()
}

fn spoken(at: &Visit<'_>) -> String {
    let text = at.eval("document.querySelector('.histogram__plot').getAttribute('aria-valuetext')");
    text.as_str().unwrap_or_default().to_owned()
}

#[test]
fn times_in_every_zone_are_those_of_the_browser_also_around_changes_of_its_clocks() {
    let times = [
        "2011-12-30T09:59:59Z",
        "2011-12-30T10:00:00Z",
        "2012-03-31T13:59:59Z",
        "2012-03-31T14:00:00Z",
        "2026-03-08T06:59:59Z",
        "2026-03-08T07:00:00Z",
        "2026-03-29T00:59:59Z",
        "2026-03-29T01:00:00Z",
        "2026-10-25T00:30:00Z",
        "2026-10-25T01:30:00Z",
        "2026-11-01T05:30:00Z",
        "2026-11-01T06:30:00Z",
    ];
    visit(|at| {
        open(at, &times);
        assert_eq!(shown(at)[0], "2026-11-01 06:30:00", "UTC at first");
        let newest_first: Vec<_> = times.iter().rev().collect();
        for zone in [
            "Pacific/Apia",
            "America/New_York",
            "Europe/Berlin",
            "Asia/Kathmandu",
        ] {
            choose(at, zone);
            let expected = at.eval(&format!("({BY_INTL})({}, {})", json!(newest_first), json!(zone)));
            assert_eq!(json!(shown(at)), expected, "{zone}");
        }
        at.press("/");
        at.search("eventTime");
        let filter = at.eval("document.querySelector('.filter-bar__input').value");
        assert_eq!(filter, "", "typing is not stopped by the zone");
    });
}

#[test]
fn the_zone_of_the_browser_is_named_and_goes_everywhere_a_time_is_shown() {
    visit(|at| {
        at.call(
            "Emulation.setTimezoneOverride",
            json!({ "timezoneId": "America/St_Johns" }),
        );
        open(at, &["2026-10-02T02:35:00Z", "2026-10-02T02:25:00Z"]);
        at.click("[data-kind=zone]");
        at.click(".zone-switch__choices label:nth-of-type(2) input");
        at.press("Escape");
        wait_for_zone(at, "America/St_Johns");
        let mut expected = vec!["2026-10-02 00:05:00 -02:30", "2026-10-01 23:55:00 -02:30"];
        assert_eq!(shown(at), expected);
        assert!(
            at.text(".header__summary")
                .ends_with("1–2 Oct 2026 America/St_Johns")
        );
        at.click(".call-table__canvas [role=row]");
        at.wait_for_selector(".detail [data-column=eventTime] dd");
        let detail = at.text(".detail [data-column=eventTime] dd");
        assert!(
            detail.starts_with("2026-10-02 00:05:00 -02:30 (2026-10-02 02:35:00 UTC)"),
            "{detail}"
        );
        at.click("#tab-operations");
        at.wait_for_selector(".groups__canvas [role=row]:not([data-state])");
        let mut ends = at.texts(".groups__cell[data-kind=time]");
        ends.sort();
        expected.sort_unstable();
        assert_eq!(ends, expected);
        assert!(at.text(".groups__headings").contains("First (America/St_Johns)"));
    });
}

#[test]
fn bars_of_a_day_are_days_of_the_zone_and_lead_to_the_calls_of_that_day() {
    let mut times: Vec<String> = (1..=31)
        .flat_map(|day| [8, 10].map(|month| format!("2026-{month:02}-{day:02}T12:00:00Z")))
        .collect();
    // The first of November in New York has 25 hours: from 04:00 to before 05:00 of the next day in UTC.
    times.extend(
        [
            "2026-11-01T03:59:59Z",
            "2026-11-01T04:00:00Z",
            "2026-11-01T05:30:00Z",
            "2026-11-02T04:59:59Z",
            "2026-11-02T05:00:00Z",
        ]
        .map(str::to_owned),
    );
    let times: Vec<&str> = times.iter().map(String::as_str).collect();
    visit(|at| {
        open(at, &times);
        choose(at, "America/New_York");
        at.eval("document.querySelector('.histogram__plot').focus()");
        at.press("Home");
        at.press("End");
        at.wait_for("the last day", "document.querySelector('.histogram__plot').getAttribute('aria-valuetext').startsWith('2026-11-02')");
        at.press("ArrowLeft");
        at.wait_for("the day before", "document.querySelector('.histogram__plot').getAttribute('aria-valuetext').startsWith('2026-11-01')");
        assert_eq!(
            spoken(at),
            "2026-11-01 00:00:00 -04:00 – 2026-11-02 00:00:00 -05:00: 3 calls, 0 failed; each bar 1 day"
        );
        at.press("Enter");
        at.wait_for_calls(3, times.len());
        assert_eq!(
            at.texts(".filter-bar__values"),
            ["2026-11-01 00:00:00 -04:00 – before 2026-11-02 00:00:00 -05:00"]
        );
        at.click_button(".histogram", "Zoom out");
        at.wait_for_calls(5, times.len());
        at.click_button(".histogram", "Back");
        at.wait_for_calls(3, times.len());
        at.click_button(".histogram", "All times");
        at.wait_for_calls(times.len(), times.len());
    });
}

#[test]
fn a_typed_time_says_how_the_clock_shows_it_and_a_recent_range_ends_with_the_newest_call() {
    let times = [
        "2026-10-31T06:30:00Z",
        "2026-11-01T05:29:59Z",
        "2026-11-01T05:30:00Z",
        "2026-11-01T06:30:59Z",
        "2026-11-01T06:31:00Z",
    ];
    visit(|at| {
        open(at, &times);
        choose(at, "America/New_York");
        at.click("[data-kind=time-range]");
        let field = |number: usize| format!(".time-range__field:nth-of-type({number}) > input");
        fill(at, &field(1), "2026-11-01 01:30");
        fill(at, &field(2), "2026-11-01 01:30");
        at.wait_for(
            "what it means",
            "document.querySelectorAll('.time-range__means:not(:empty)').length === 2",
        );
        let means = at.texts(".time-range__means");
        assert!(
            means[0].contains("comes twice") && means[0].contains("from 2026-11-01 01:30:00 -04:00"),
            "{means:?}"
        );
        assert!(
            means[1].contains("just before 2026-11-01 01:31:00 -05:00"),
            "{means:?}"
        );
        at.press("Enter");
        at.wait_for_calls(2, times.len());

        at.click("[data-kind=time-range]");
        fill(at, &field(1), "2026-03-08 02:30");
        at.wait_for(
            "what it means",
            "document.querySelector('.time-range__means').innerText.includes('never comes')",
        );
        at.press("Escape");

        at.click("[data-kind=time-range]");
        at.click_button(".time-range", "24 hours");
        at.wait_for_calls(4, times.len());
        at.click("[data-kind=time-range]");
        fill(at, ".time-range__typed > input", "60 min");
        at.press("Enter");
        at.wait_for_calls(2, times.len());
        assert_eq!(
            at.texts(".filter-bar__values"),
            ["2026-11-01 01:31:01 -04:00 – before 2026-11-01 01:31:01 -05:00"]
        );
    });
}
