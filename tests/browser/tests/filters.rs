//! The filters: what is shown and every count beside a value equal a naive recount.

use std::{
    collections::BTreeMap,
    fmt::Debug,
    time::{Duration, Instant},
};

use browser_tests::{Call, Dice, Visit, grouped, visit};
use medtrail::sample::Plan;
use serde_json::{Value, json};

const FACETS: [&str; 6] = [
    "Operation",
    "Result",
    "Caller",
    "Credential",
    "Source IP",
    "Region",
];

/// Values that a facet lists when it is not opened further.
const NUM_LISTED: usize = 8;

fn value_of(call: &Call, facet: usize) -> &str {
    match facet {
        0..=2 => &call.cells[facet + 1],
        3 => &call.credential,
        _ => &call.cells[facet],
    }
}

/// One filter, as the test believes it to be.
#[derive(Clone, Debug, PartialEq)]
enum Test {
    OneOf(usize, Vec<String>),
    Contains(String),
    /// From, and before; as the table writes times.
    During(String, String),
}

#[derive(Clone, Debug)]
struct Token {
    test: Test,
    is_on: bool,
}

fn passes(call: &Call, test: &Test) -> bool {
    match test {
        Test::OneOf(facet, values) => values.iter().any(|value| value == value_of(call, *facet)),
        Test::Contains(text) => call.contains(text),
        Test::During(from, before) => *from <= call.cells[0] && call.cells[0] < *before,
    }
}

/// The filters in force, as the test believes them to be.
#[derive(Clone, Debug, Default)]
struct Belief {
    tokens: Vec<Token>,
}

impl Belief {
    fn matching(&self, calls: &[Call], but_facet: Option<usize>) -> Vec<Call> {
        let is_own = |test: &Test| matches!(test, Test::OneOf(facet, _) if Some(*facet) == but_facet);
        let passes_all = |call: &&Call| {
            let mut in_force = self.tokens.iter().filter(|token| token.is_on);
            in_force.all(|token| is_own(&token.test) || passes(call, &token.test))
        };
        calls.iter().filter(passes_all).cloned().collect()
    }

    fn chosen(&self, facet: usize) -> Vec<String> {
        let own = self.tokens.iter().find_map(|token| match &token.test {
            Test::OneOf(of, values) if *of == facet && token.is_on => Some(values.clone()),
            _ => None,
        });
        own.unwrap_or_default()
    }

    /// The lines of a facet: value, count, chosen.
    fn facet(&self, calls: &[Call], facet: usize) -> Vec<(String, usize, bool)> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for call in self.matching(calls, Some(facet)) {
            *counts.entry(value_of(&call, facet).to_owned()).or_default() += 1;
        }
        let chosen = self.chosen(facet);
        for value in &chosen {
            counts.entry(value.clone()).or_default();
        }
        // Also values of a choice that is switched off are listed, at zero too.
        for token in &self.tokens {
            if let Test::OneOf(of, values) = &token.test
                && *of == facet
            {
                for value in values {
                    counts.entry(value.clone()).or_default();
                }
            }
        }
        let mut lines: Vec<_> = counts.into_iter().collect();
        lines.sort_by(|(one, few), (two, many)| many.cmp(few).then_with(|| one.cmp(two)));
        lines
            .into_iter()
            .enumerate()
            .map(|(at, (value, count))| (at, chosen.contains(&value), value, count))
            .filter(|(at, is_chosen, ..)| *at < NUM_LISTED || *is_chosen)
            .map(|(_, is_chosen, value, count)| (value, count, is_chosen))
            .collect()
    }

    fn place(&self, is_it: impl Fn(&Test) -> bool) -> Option<usize> {
        self.tokens.iter().position(|token| is_it(&token.test))
    }

    fn put(&mut self, place: Option<usize>, test: Test) {
        let token = Token { test, is_on: true };
        match place {
            Some(place) => self.tokens[place] = token,
            None => self.tokens.push(token),
        }
    }

    fn choose(&mut self, facet: usize, values: Vec<String>) {
        let place = self.place(|test| matches!(test, Test::OneOf(of, _) if *of == facet));
        if !values.is_empty() {
            return self.put(place, Test::OneOf(facet, values));
        }
        if let Some(place) = place {
            self.tokens.remove(place);
        }
    }
}

const SHOWN: &str = "(() => {
  const status = document.querySelector('.status-bar__counts');
  if (status.getAttribute('aria-busy') !== 'false') return null;
  const facets = [...document.querySelectorAll('.facets__list > .facets__facet')].map((facet) => [
    facet.querySelector('.facets__fold').innerText.trim().toLowerCase(),
    [...facet.querySelectorAll('.facets__value')].map((line) => [
      line.querySelector('.facets__name .value').textContent,
      Number(line.querySelector('.facets__count').innerText.replaceAll(',', '')),
      line.querySelector('input').checked,
    ]),
  ]);
  const tokens = [...document.querySelectorAll('.filter-bar__token')].map((token) => token.dataset.state);
  return { status: status.innerText.split(' · ')[0], facets, tokens };
})()";

/// Waits until the page shows what the naive recount says.
fn assert_shown(at: &Visit<'_>, calls: &[Call], belief: &Belief, why: &dyn Debug) {
    let num_matching = belief.matching(calls, None).len();
    let states: Vec<&str> = belief
        .tokens
        .iter()
        .map(|token| if token.is_on { "on" } else { "off" })
        .collect();
    let facets: Vec<Value> = FACETS
        .iter()
        .enumerate()
        .map(|(facet, label)| json!([label.to_lowercase(), belief.facet(calls, facet)]))
        .collect();
    let expected = json!({
        "status": format!("{} of {} calls", grouped(num_matching), grouped(calls.len())),
        "facets": facets,
        "tokens": states,
    });
    let end = Instant::now() + Duration::from_secs(10);
    loop {
        let shown = at.eval(SHOWN);
        if shown == expected {
            return;
        }
        assert!(
            Instant::now() < end,
            "after {why:?}, with {:#?}\nshown: {shown}\nright: {expected}",
            belief.tokens
        );
    }
}

fn set_range(at: &Visit<'_>, from: &str, until: &str) {
    if at.count(".time-range") == 0 {
        at.click(".popover__button[data-kind=time-range]");
        at.wait_for_selector(".time-range");
    }
    for (field, text) in [(1, from), (2, until)] {
        at.click(&format!(".time-range__field:nth-of-type({field}) input"));
        at.press("Control+a");
        at.press("Backspace");
        at.call("Input.insertText", json!({ "text": text }));
    }
    at.click_button(".time-range", "Apply");
}

/// Does one random thing on the page and in the belief, and says what.
fn act(at: &Visit<'_>, calls: &[Call], belief: &mut Belief, dice: &mut Dice) -> String {
    match dice.below(20) {
        0..=11 => {
            let facet = dice.below(FACETS.len());
            let lines = belief.facet(calls, facet);
            if lines.is_empty() {
                return "nothing to choose".to_owned();
            }
            let line = dice.below(lines.len());
            let value = lines[line].0.clone();
            let place = format!(
                ".facets__facet:nth-of-type({}) .facets__value:nth-of-type({})",
                facet + 1,
                line + 1
            );
            let mut values = belief.chosen(facet);
            if dice.below(3) == 0 {
                at.click(&format!("{place} .facets__name"));
                let is_only = values == [value.clone()];
                belief.choose(facet, if is_only { Vec::new() } else { vec![value.clone()] });
                return format!("only {} {value}", FACETS[facet]);
            }
            at.click(&format!("{place} input"));
            if values.contains(&value) {
                values.retain(|other| *other != value);
            } else {
                values.push(value.clone());
            }
            belief.choose(facet, values);
            format!("toggle {} {value}", FACETS[facet])
        }
        12 | 13 if !belief.tokens.is_empty() => {
            let index = dice.below(belief.tokens.len());
            at.click(&format!(
                ".filter-bar__token:nth-of-type({}) .filter-bar__switch",
                index + 1
            ));
            belief.tokens[index].is_on = !belief.tokens[index].is_on;
            format!("switch {index}")
        }
        14 | 15 if !belief.tokens.is_empty() => {
            let index = dice.below(belief.tokens.len());
            at.click(&format!(
                ".filter-bar__token:nth-of-type({}) .filter-bar__remove",
                index + 1
            ));
            belief.tokens.remove(index);
            format!("remove {index}")
        }
        16 | 17 => {
            let call = dice.pick(calls).clone();
            let fields = [
                &call.cells[0],
                &call.cells[1],
                &call.cells[2],
                &call.cells[3],
                &call.cells[6],
                &call.kind,
                &call.more[0],
                &call.event_id,
            ];
            let field = *dice.pick(&fields);
            let characters: Vec<char> = field.chars().collect();
            let start = dice.below(characters.len());
            let len = 1 + dice.below(6);
            let text: String = characters.iter().skip(start).take(len).collect();
            let text = if dice.below(2) == 0 {
                text.to_uppercase()
            } else {
                text
            };
            let text = text.trim().to_owned();
            if !text.is_empty() {
                at.search(&text);
                let test = Test::Contains(text.clone());
                let place = belief.place(|other| *other == test);
                belief.put(place, test);
            }
            format!("search {text:?}")
        }
        18 => {
            let (first, last) = (dice.below(6), dice.below(6));
            let (first, last) = (first.min(last), first.max(last));
            let day = |day: usize| format!("2026-10-{:02}", 22 + day);
            set_range(at, &day(first), &format!("{} 11:30", day(last)));
            let test = Test::During(
                format!("{} 00:00:00", day(first)),
                format!("{} 11:31:00", day(last)),
            );
            let place = belief.place(|test| matches!(test, Test::During(..)));
            belief.put(place, test);
            format!("from {} to {}", day(first), day(last))
        }
        _ if !belief.tokens.is_empty() && dice.below(2) == 0 => {
            at.click(".filter-bar__clear");
            belief.tokens.clear();
            "clear".to_owned()
        }
        _ => "nothing".to_owned(),
    }
}

#[test]
fn two_hundred_random_states_equal_a_naive_recount() {
    visit(|at| {
        let calls = at.open_generated(&Plan::plain(31, 30, 50));
        assert!(calls.len() > 400);
        let (mut belief, mut dice) = (Belief::default(), Dice::new(20_261_022));
        assert_shown(at, &calls, &belief, &"opening");
        for step in 0..200 {
            let done = act(at, &calls, &mut belief, &mut dice);
            assert_shown(at, &calls, &belief, &(step, done));
            if belief.tokens.len() > 5 {
                at.click(".filter-bar__clear");
                belief.tokens.clear();
                assert_shown(at, &calls, &belief, &(step, "clear"));
            }
        }
    });
}

#[test]
fn each_filter_is_a_token_that_is_switched_off_and_removed() {
    visit(|at| {
        let calls = at.open_generated(&Plan::plain(32, 12, 50));
        let mut belief = Belief::default();
        at.click(".facets__facet:nth-of-type(1) .facets__value:nth-of-type(1) .facets__name");
        let operation = belief.facet(&calls, 0)[0].0.clone();
        belief.choose(0, vec![operation.clone()]);
        assert_shown(at, &calls, &belief, &"operation");
        at.search("us-");
        belief.put(None, Test::Contains("us-".into()));
        assert_shown(at, &calls, &belief, &"text");
        set_range(at, "2026-10-23", "2026-10-26T12:00");
        belief.put(
            None,
            Test::During("2026-10-23 00:00:00".into(), "2026-10-26 12:01:00".into()),
        );
        assert_shown(at, &calls, &belief, &"time");
        assert_eq!(
            at.texts(".filter-bar__switch"),
            [
                format!("Operation is {operation}"),
                "Any field contains us-".to_owned(),
                "Time in 2026-10-23 00:00:00 – before 2026-10-26 12:01:00 UTC".to_owned(),
            ]
        );
        for index in 0..3 {
            let switch = format!(
                ".filter-bar__token:nth-of-type({}) .filter-bar__switch",
                index + 1
            );
            at.click(&switch);
            belief.tokens[index].is_on = false;
            assert_shown(at, &calls, &belief, &"off");
            assert_eq!(
                at.eval(&format!(
                    "document.querySelector('{switch}').getAttribute('aria-pressed')"
                )),
                "false"
            );
            at.click(&switch);
            belief.tokens[index].is_on = true;
            assert_shown(at, &calls, &belief, &"on");
        }
        for _ in 0..3 {
            at.click(".filter-bar__token .filter-bar__remove");
            belief.tokens.remove(0);
            assert_shown(at, &calls, &belief, &"removed");
        }
        assert_eq!(at.count(".filter-bar__clear"), 0);
    });
}

#[test]
fn no_match_is_said_in_words_with_a_way_out_and_typing_filters_after_a_rest() {
    visit(|at| {
        let calls = at.open_generated(&Plan::plain(33, 8, 40));
        at.press("/");
        at.wait_for(
            "the search box",
            "document.activeElement.matches('.filter-bar__input')",
        );
        at.type_text("nobody-by-this-name");
        at.wait_for_calls(0, calls.len());
        assert_eq!(at.text(".message__title"), "No call matches");
        assert_eq!(
            at.text(".message__text"),
            "Calls are here, but none passes all filters in force."
        );
        at.click_button(".message", "Clear filters");
        at.wait_for_calls(calls.len(), calls.len());
        assert_eq!(at.eval("document.querySelector('.filter-bar__input').value"), "");
    });
}

#[test]
fn times_that_are_none_are_refused_with_a_sentence() {
    visit(|at| {
        let calls = at.open_generated(&Plan::plain(34, 8, 40));
        for (from, until, sentence) in [
            (
                "yesterday",
                "",
                "Not a time. Write 2026-10-01 or 2026-10-01 08:30.",
            ),
            ("2026-10-25", "2026-10-23", "The range ends before it begins."),
        ] {
            set_range(at, from, until);
            at.wait_for(
                sentence,
                &format!(
                    "document.querySelector('.time-range__hint').innerText === {}",
                    json!(sentence)
                ),
            );
            assert_eq!(at.count(".filter-bar__token"), 0);
        }
        set_range(at, "2026-10-23", "");
        let mut belief = Belief::default();
        belief.put(None, Test::During("2026-10-23 00:00:00".into(), "9999".into()));
        assert_shown(at, &calls, &belief, &"half open");
        assert_eq!(at.count(".time-range"), 0);
        at.click(".popover__button[data-kind=time-range]");
        at.click_button(".time-range", "Any time");
        belief.tokens.clear();
        assert_shown(at, &calls, &belief, &"any time");
    });
}

#[test]
fn a_value_of_the_side_bar_is_copied_wanted_and_excluded_by_the_keys_of_the_tables() {
    visit(|at| {
        let calls = at.open_generated(&Plan::plain(92, 4, 60));
        at.eval("navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }, 1");
        let name = |line: u32| {
            format!(
                ".facets__list > .facets__facet:first-child .facets__value:nth-child({line}) .facets__name"
            )
        };
        let focus = |line: u32| {
            at.eval(&format!("document.querySelector({}).focus()", json!(name(line))));
            at.text(&name(line))
        };
        let num_with = |operation: &str| calls.iter().filter(|call| call.cells[1] == operation).count();
        // One stop each for choosing, for the name and for leaving out, none for copying.
        focus(1);
        at.press("Tab");
        at.press("Tab");
        assert_eq!(at.eval("document.activeElement.type"), "checkbox");
        let first = focus(1);
        at.press("c");
        at.wait_for("a copy", &format!("window.copied === {}", json!(first)));
        at.wait_for_calls(calls.len(), calls.len());
        let is_kept = || {
            at.wait_for("the focus", "document.activeElement.className === 'facets__name'");
            assert_eq!(at.eval("document.activeElement.innerText"), json!(first));
        };
        at.press("-");
        at.wait_for_calls(calls.len() - num_with(&first), calls.len());
        is_kept();
        at.press("+");
        at.wait_for_calls(calls.len(), calls.len());
        is_kept();
        for _ in 0..2 {
            // A second time it is no other.
            at.press("+");
            at.wait_for_calls(num_with(&first), calls.len());
            is_kept();
        }
        let second = focus(2);
        at.press("+");
        at.wait_for_calls(num_with(&first) + num_with(&second), calls.len());
        // With Control they are the browser's.
        at.eval("window.copied = null, 1");
        at.press("Control+c");
        assert_eq!(at.eval("window.copied"), Value::Null);
        // The help tells them.
        at.press("?");
        at.wait_for_selector("dialog.help[open]");
        assert!(at.text("dialog.help").contains("in the side bar"));
    });
}
