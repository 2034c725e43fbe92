//! Time zones as the browser knows them: their names, and their offsets in a small table.

use crate::base::{EpochMillis, Zone, ZoneChoice, time::DAY_MILLIS, zone::Offsets};
use js_sys::{Date, Function, Intl, Object, Reflect};
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// How far around the calls and around today the table reaches: what a person types is near them.
const MARGIN_MILLIS: i64 = 400 * DAY_MILLIS;
/// The table reaches from 2000 to 2060 at most (no call is older than the service): a few thousand questions, however
/// far apart the calls are.
const LIMITS: (EpochMillis, EpochMillis) = (EpochMillis(946_684_800_000), EpochMillis(2_840_140_800_000));

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl, js_name = DateTimeFormat)]
    type Format;

    /// Throws for a zone that the browser does not know.
    #[wasm_bindgen(constructor, catch, js_namespace = Intl, js_class = "DateTimeFormat")]
    fn new(locale: &str, options: &Object) -> Result<Format, JsValue>;
}

/// The current moment.
pub fn now() -> EpochMillis {
    EpochMillis(Date::now() as i64)
}

/// Zones that were renamed: browsers know these names, but may list older ones only.
const RENAMED: [&str; 14] = [
    "Africa/Asmara",
    "America/Argentina/Buenos_Aires",
    "America/Atikokan",
    "America/Indiana/Indianapolis",
    "America/Nuuk",
    "Asia/Ho_Chi_Minh",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Yangon",
    "Atlantic/Faroe",
    "Europe/Kyiv",
    "Pacific/Chuuk",
    "Pacific/Kanton",
    "Pacific/Pohnpei",
];

/// The names of all zones, when the browser lists them.
pub fn names() -> Vec<Rc<str>> {
    let list = || {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let list = Reflect::get(&intl, &"supportedValuesOf".into()).ok()?;
        let names = list
            .dyn_into::<Function>()
            .ok()?
            .call1(&intl, &"timeZone".into())
            .ok()?;
        serde_wasm_bindgen::from_value(names).ok()
    };
    let mut names: Vec<Rc<str>> = list().unwrap_or_default();
    if !names.is_empty() {
        names.extend(RENAMED.map(Rc::from));
        names.sort();
        names.dedup();
    }
    names
}

/// The zone with its offsets around the calls and around today; none when the browser does not know it.
pub fn find(choice: &ZoneChoice, span: Option<(EpochMillis, EpochMillis)>) -> Option<Zone> {
    let name = match choice {
        ZoneChoice::Utc => return Some(Zone::default()),
        ZoneChoice::Browser => None,
        ZoneChoice::Named(name) => Some(&**name),
    };
    let format = format(name)?;
    let resolved: Option<Resolved> = serde_wasm_bindgen::from_value(format.resolved_options().into()).ok();
    let write = format.format();
    let today = now();
    let (first, last) = span.map_or((today, today), |(first, last)| {
        (first.min(today), last.max(today))
    });
    let within = |moment: i64| EpochMillis(moment.clamp(LIMITS.0.0, LIMITS.1.0));
    let from = within(first.0.saturating_sub(MARGIN_MILLIS));
    let until = within(last.0.saturating_add(MARGIN_MILLIS));
    Some(Zone {
        choice: choice.clone(),
        name: match choice {
            ZoneChoice::Named(name) => name.clone(),
            _ => resolved.map(|resolved| resolved.time_zone).unwrap_or_default(),
        },
        offsets: Offsets::find(from, until, |moment| offset_at(&write, moment)),
    })
}

/// What the browser is asked to write of a moment.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Settings<'z> {
    hour_cycle: &'static str,
    year: &'static str,
    month: &'static str,
    day: &'static str,
    hour: &'static str,
    minute: &'static str,
    second: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    time_zone: Option<&'z str>,
}

/// What the browser made of it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Resolved {
    time_zone: Rc<str>,
}

fn format(zone: Option<&str>) -> Option<Intl::DateTimeFormat> {
    let settings = Settings {
        hour_cycle: "h23",
        year: "numeric",
        month: "2-digit",
        day: "2-digit",
        hour: "2-digit",
        minute: "2-digit",
        second: "2-digit",
        time_zone: zone,
    };
    let options: Object = serde_wasm_bindgen::to_value(&settings).ok()?.unchecked_into();
    let format = Format::new("en-US-u-ca-gregory-nu-latn", &options).ok()?;
    Some(JsValue::from(format).unchecked_into())
}

/// The offset in seconds: the clock as the browser writes it, `03/08/2026, 03:30:00`, less the moment.
fn offset_at(write: &Function, moment: EpochMillis) -> i32 {
    let written = write.call1(&JsValue::UNDEFINED, &(moment.0 as f64).into());
    let written = written
        .ok()
        .and_then(|written| written.as_string())
        .unwrap_or_default();
    let mut numbers = written
        .split(|sign: char| !sign.is_ascii_digit())
        .filter(|part| !part.is_empty());
    let mut next = || numbers.next().unwrap_or_default();
    let (month, day, year, hour, minute, second) = (next(), next(), next(), next(), next(), next());
    let clock = EpochMillis::parse(&format!("{year:0>4}-{month}-{day}T{hour}:{minute}:{second}Z"));
    clock.map_or(0, |clock| ((clock.0 - moment.0) / 1000) as i32)
}
