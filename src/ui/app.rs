//! The root: turns events into actions, asks `reduce`, draws the state and runs the effects.

use super::{dispatch::Dispatch, page::Page, wording};
use crate::{
    browser::{Event, Session, address, dom, focus, zones},
    protocol::{
        engine::ToEngine,
        export::{ExportWish, RecordFormat, ToExport},
        review::{ReportFormat, ReportWish},
    },
    review::{
        checks::{MAX_SETTINGS_BYTES, Told},
        overview::COLUMNS,
    },
    state::{
        Action, AppState, Column, Effect, FocusTarget, ReviewAction, ShareAction, ViewAction, ZoneAction,
        reduce,
    },
};
use yew::{Component, Context, ContextProvider, Html, KeyboardEvent, NodeRef, html};

/// The root component.
pub struct App {
    state: AppState,
    session: Session,
    dispatch: Dispatch,
    nodes: Nodes,
    /// Moved to once the elements are there.
    next_focus: Option<FocusTarget>,
    _keys: dom::Listener,
    _address: dom::Listener,
    _focus: Option<[dom::Listener; 2]>,
}

/// Elements that effects reach.
#[derive(Default)]
struct Nodes {
    files: NodeRef,
    folder: NodeRef,
    view: NodeRef,
    table: NodeRef,
    filter: NodeRef,
    detail: NodeRef,
}

/// What the root hears.
pub enum Msg {
    /// A fact or a wish.
    Act(Action),
    /// The browser room reports.
    Reported(Event),
    /// Files were chosen in a dialog.
    Picked(yew::Event),
    /// A saved view was chosen in a dialog.
    PickedView(yew::Event),
    /// A key, wherever the focus is.
    Key(KeyboardEvent),
}

impl Component for App {
    type Message = Msg;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        Self {
            state: AppState::default(),
            session: Session::start(ctx.link().callback(Msg::Reported)),
            dispatch: Dispatch::new(ctx.link().callback(Msg::Act)),
            nodes: Nodes::default(),
            next_focus: None,
            _keys: dom::listen_keys(ctx.link().callback(Msg::Key)),
            _address: address::listen_fragment(ctx.link().callback(open_fragment)),
            _focus: focus::keep(),
        }
        .with_view(&address::fragment())
    }

    fn update(&mut self, ctx: &Context<Self>, message: Msg) -> bool {
        let action = match message {
            Msg::Act(action) => Some(action),
            Msg::Reported(event) => Some(action_of(event)),
            Msg::Picked(event) => {
                self.session.take_picked(&event);
                None
            }
            Msg::PickedView(event) => {
                // Both files of ours are told apart by how they begin.
                let open = |text: String| {
                    Msg::Act(if text.trim_start().starts_with('{') {
                        Action::Review(ReviewAction::OpenSettings(text.into()))
                    } else {
                        Action::Share(ShareAction::OpenFile(text.into()))
                    })
                };
                // One byte more than a file may have shows that it has too many.
                let max_bytes = MAX_SETTINGS_BYTES as u32 + 1;
                address::read_picked(&event, max_bytes, ctx.link().callback(open));
                None
            }
            Msg::Key(event) => shortcut(&event),
        };
        action.is_some_and(|action| self.act(action))
    }

    fn rendered(&mut self, _ctx: &Context<Self>, _is_first: bool) {
        self.move_focus();
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        html! {
            <ContextProvider<Dispatch> context={self.dispatch.clone()}>
                <Page state={self.state.clone()} table={self.nodes.table.clone()}
                    filter={self.nodes.filter.clone()} detail={self.nodes.detail.clone()} />
                <input type="file" ref={self.nodes.files.clone()} hidden=true multiple=true
                    aria-label={wording::CHOOSE_FILES} onchange={ctx.link().callback(Msg::Picked)} />
                <input type="file" ref={self.nodes.folder.clone()} hidden=true webkitdirectory=true
                    aria-label={wording::CHOOSE_FOLDER} onchange={ctx.link().callback(Msg::Picked)} />
                <input type="file" ref={self.nodes.view.clone()} hidden=true accept=".medtrail,.json,.txt"
                    aria-label={wording::OPEN_VIEW} onchange={ctx.link().callback(Msg::PickedView)} />
            </ContextProvider<Dispatch>>
        }
    }
}

fn open_fragment(fragment: String) -> Msg {
    Msg::Act(Action::Share(ShareAction::OpenFragment(fragment.into())))
}

impl App {
    /// The page begins with the view that its address holds.
    fn with_view(mut self, fragment: &str) -> Self {
        if !fragment.is_empty() {
            self.act(Action::Share(ShareAction::OpenFragment(fragment.into())));
        }
        self
    }

    /// Changes the state, runs the effects, and says whether there is something new to draw.
    fn act(&mut self, action: Action) -> bool {
        let change = reduce(&self.state, action);
        for effect in change.effects {
            self.run(effect);
        }
        let has_news = change.state.is_some();
        if let Some(state) = change.state {
            self.state = state;
        } else {
            self.move_focus();
        }
        has_news
    }

    fn run(&mut self, effect: Effect) {
        match effect {
            Effect::TellEngine(message) => self.session.tell_engine(&message),
            Effect::Read {
                files,
                scope,
                attempt,
            } => self.session.read(&files, scope, attempt),
            Effect::Search { order, scope } => self.session.search(&order, scope),
            Effect::StopSearch => self.session.stop_search(),
            Effect::SealContents => self.session.seal_contents(),
            Effect::Seal(files) => self.session.seal(&files),
            Effect::StopSealing => self.session.stop_sealing(),
            Effect::StopReading => self.session.stop(),
            Effect::RestartEngine => self.session.restart_engine(),
            Effect::ClearSession => self.session.clear(),
            Effect::MakeSample => self.session.make_sample(),
            Effect::FetchRecord {
                request,
                place,
                value_hash,
            } => {
                self.session.fetch_record(request, place, value_hash);
            }
            Effect::BeginExport(request) => self.session.begin_export(request),
            Effect::BeginBundle {
                request,
                rows,
                checks,
                filters,
            } => {
                let report = report_wish(ReportFormat::Html, checks, filters);
                let ask = ToExport::Begin(ExportWish::Records {
                    rows,
                    format: RecordFormat::Bundle,
                    report: Some(Box::new(report)),
                });
                self.session.tell_engine(&ToEngine::Export { request, ask });
            }
            Effect::TellRecords(request, ask) => self.session.tell_records(request, &ask),
            Effect::SaveExport { name, mime } => self.session.save_export(name, mime),
            Effect::DropExport => self.session.drop_export(),
            Effect::OpenFileDialog => dom::click(&self.nodes.files),
            Effect::OpenFolderDialog => dom::click(&self.nodes.folder),
            Effect::AskBeforeLeaving(is_on) => dom::ask_before_leaving(is_on),
            Effect::CopyText(text) => dom::copy_text(&text),
            Effect::CopyLink(fragment) => {
                if let Some(address) = address::address_with(&fragment) {
                    dom::copy_text(&address);
                }
            }
            Effect::SetFragment(fragment) => address::set_fragment(&fragment),
            Effect::SaveView(text) => {
                dom::save_file(wording::VIEW_FILE_NAME, "text/plain", text.as_bytes());
            }
            Effect::OpenViewDialog => dom::click(&self.nodes.view),
            Effect::MakeReport {
                format,
                checks,
                filters,
            } => self
                .session
                .tell_engine(&ToEngine::Report(report_wish(format, checks, filters))),
            Effect::Print => dom::print(),
            Effect::SaveChecks(text) => {
                dom::save_file(wording::SETTINGS_FILE_NAME, "application/json", text.as_bytes());
            }
            Effect::OpenChecksDialog => dom::click(&self.nodes.view),
            Effect::SetTheme(theme) => dom::set_theme(theme.name()),
            Effect::FindZone { choice, span } => {
                let found = match zones::find(&choice, span) {
                    Some(zone) => ZoneAction::Found(zone),
                    None => ZoneAction::Unknown(choice.to_string().into()),
                };
                self.dispatch.send(Action::Zone(found));
            }
            Effect::FindHoursZone { choice, span } => {
                let zone = zones::find(&choice, span);
                self.dispatch.send(Action::Review(ReviewAction::HoursZone(zone)));
            }
            Effect::Focus(target) => self.next_focus = Some(target),
        }
    }

    fn move_focus(&mut self) {
        match self.next_focus.take() {
            None => {}
            Some(FocusTarget::Table) => focus::on_or_main(&self.nodes.table),
            Some(FocusTarget::Filter) => dom::focus(&self.nodes.filter),
            Some(FocusTarget::Detail) => dom::focus(&self.nodes.detail),
            Some(FocusTarget::DetailWhenCovering) if dom::is_narrow() => dom::focus(&self.nodes.detail),
            Some(FocusTarget::DetailWhenCovering) => {}
        }
    }
}

fn action_of(event: Event) -> Action {
    match event {
        Event::FilesFound(entries) => Action::FilesFound(entries),
        Event::ListingDone { num_unreadable } => Action::ListingDone { num_unreadable },
        Event::Engine(said) => Action::EngineSaid(said),
        // Records are counted by the ledger: two counts on one screen would differ by what is under way.
        Event::Progress { bytes, records: _ } => Action::Progressed {
            bytes,
            now_millis: dom::now_millis(),
        },
        Event::ReadingDone => Action::ReadingDone,
        Event::ReaderEnded { file, is_retried } => Action::ReaderEnded { file, is_retried },
        Event::EngineEnded => Action::EngineEnded,
        Event::Record { request, bytes } => Action::RecordRead { request, bytes },
        Event::Exported { request, part } => Action::Exported { request, part },
        Event::ExportLost => Action::ExportLost,
    }
}

fn report_wish(format: ReportFormat, checks: Told, filters: Vec<String>) -> ReportWish {
    let label = |column: &Column| (*column, wording::column_label(*column).to_owned());
    ReportWish {
        format,
        checks,
        filters,
        made_at: dom::now_words(),
        labels: COLUMNS.iter().map(label).collect(),
    }
}

/// The keys that act wherever the focus is, unless something is being typed.
fn shortcut(event: &KeyboardEvent) -> Option<Action> {
    if event.ctrl_key() || event.alt_key() || event.meta_key() || dom::is_typing(event) {
        return None;
    }
    let wish = match event.key().as_str() {
        "/" => ViewAction::GoToFilter,
        "?" => ViewAction::OpenHelp(true),
        _ => return None,
    };
    event.prevent_default();
    Some(Action::View(wish))
}
