//! What to save, and how. Sends export wishes.

use super::{dispatch::use_dispatch, hashing::Hashing, icon::Icon, popover::Popover, wording};
use crate::{
    protocol::integrity::FileHashes,
    state::{Action, ExportAction, ExportForm, ExportPrefs},
};
use yew::{Callback, Event, Html, MouseEvent, Properties, component, html, use_state_eq};

/// What can be saved.
#[derive(Clone, PartialEq, Properties)]
pub struct ExportMenuProps {
    /// Calls that match.
    pub num_matching: u32,
    /// Marked calls.
    pub num_chosen: usize,
    /// The name of the group table on screen, when one is.
    #[prop_or_default]
    pub group_table: Option<&'static str>,
    /// How it was saved last.
    pub prefs: ExportPrefs,
    /// Hashes of the files, which a bundle's report holds.
    pub hashes: FileHashes,
}

const FORMS: [ExportForm; 5] = [
    ExportForm::Csv,
    ExportForm::Json,
    ExportForm::Lines,
    ExportForm::Trail,
    ExportForm::Bundle,
];

/// The button and its panel.
#[component]
pub fn ExportMenu(props: &ExportMenuProps) -> Html {
    let dispatch = use_dispatch();
    let is_open = use_state_eq(|| false);
    let prefs = props.prefs;
    let prefer = |prefs| dispatch.on_change(Action::Export(ExportAction::Prefer(prefs)));
    let is_table = matches!(prefs.form, ExportForm::Csv | ExportForm::Json);
    let is_of_groups = is_table && props.group_table.is_some();
    let onclick = {
        let (dispatch, is_open) = (dispatch.clone(), is_open.clone());
        Callback::from(move |_: MouseEvent| {
            is_open.set(false);
            dispatch.send(Action::Export(ExportAction::Start));
        })
    };
    html! {
        <Popover label={wording::EXPORT} drawing={Icon::Save} kind="export" {is_open}>
            <fieldset class="export__group">
                <legend>{ wording::EXPORT_FORM }</legend>
                { for FORMS.into_iter().map(|form| form_choice(form, prefs, prefer(ExportPrefs { form, ..prefs }))) }
            </fieldset>
            <fieldset class="export__group">
                <legend>{ wording::EXPORT_WHAT }</legend>
                if let (true, Some(name)) = (is_of_groups, props.group_table) {
                    { choice("radio", true, name.to_owned(), "", Callback::noop()) }
                } else {
                    { choice("radio", !prefs.only_chosen || props.num_chosen == 0, wording::export_matching(props.num_matching.into()), "",
                        prefer(ExportPrefs { only_chosen: false, ..prefs })) }
                    if props.num_chosen > 0 {
                        { choice("radio", prefs.only_chosen, wording::export_chosen(props.num_chosen as u64), "",
                            prefer(ExportPrefs { only_chosen: true, ..prefs })) }
                    }
                }
                if is_table && !is_of_groups {
                    { choice("checkbox", prefs.all_columns, wording::EXPORT_ALL_COLUMNS.to_owned(), "",
                        prefer(ExportPrefs { all_columns: !prefs.all_columns, ..prefs })) }
                }
                if prefs.form == ExportForm::Csv {
                    { choice("checkbox", prefs.is_safe, wording::EXPORT_SAFE.to_owned(), wording::EXPORT_SAFE_TITLE,
                        prefer(ExportPrefs { is_safe: !prefs.is_safe, ..prefs })) }
                    { choice("checkbox", prefs.has_bom, wording::EXPORT_BOM.to_owned(), "",
                        prefer(ExportPrefs { has_bom: !prefs.has_bom, ..prefs })) }
                }
            </fieldset>
            if prefs.form == ExportForm::Bundle {
                <div class="export__group">
                    <p class="export__note">{ wording::EXPORT_HASHES }</p>
                    <Hashing hashes={props.hashes} />
                </div>
            }
            <button type="button" class="export__start" data-kind="primary" {onclick}>{ wording::EXPORT_START }</button>
        </Popover>
    }
}

fn form_choice(form: ExportForm, prefs: ExportPrefs, onchange: Callback<Event>) -> Html {
    let (label, what) = wording::export_form(form);
    html! {
        <label class="export__choice" key={label}>
            <input type="radio" name="export-form" checked={prefs.form == form} {onchange} />
            <span><b>{ label }</b>{ ", " }{ what }</span>
        </label>
    }
}

fn choice(
    kind: &'static str,
    checked: bool,
    label: String,
    title: &'static str,
    onchange: Callback<Event>,
) -> Html {
    html! {
        <label class="export__choice" title={(!title.is_empty()).then_some(title)}>
            <input type={kind} {checked} {onchange} /><span>{ label }</span>
        </label>
    }
}
