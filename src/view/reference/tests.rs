use std::sync::Arc;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Ui, Vec2, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use crate::chart::wording::{capital, row};
use crate::chart::{Detail, Look, panels};
use crate::command::Action;
use crate::corpus::{Article, Corpus, Reading, Stated};
use crate::dossier::{Dossier, Sitting};
use crate::exchange::reference::{guess, remembered, table};
use crate::model::figure::{Link, Method, Outcome, Qualifier, Role as Does, Scope, ScopeKind};
use crate::model::item::Reference;
use crate::model::{Basis, Day, Edit, Figure, Item, ItemId, Kind, Span, Workspace};
use crate::session::{Overlay, ReferenceImport, Session};
use crate::view::chart::{self, ChartLook, ChartState};

const TEXT: &str = "Envoys met on Wednesday.\n\nAt least 4,192 people had been killed, the ministry said.\n";
const DAILY: &str = "date,killed_cumulative,killed_in_period,period_hours,row_kind,reported_by\n\
    2024-03-18,4172,8,24,reported,Ministry\n\
    2024-03-19,4181,9,24,reported,Ministry\n\
    2024-03-20,4192,11,24,reported,Ministry\n\
    soon,4198,6,24,reported,Ministry\n\
    2024-03-22,4207,9,24,reported,Ministry\n";

struct Desk {
    dossier: Dossier,
    session: Session,
    chart: ChartState,
    figure: ItemId,
}

impl Desk {
    fn new() -> Self {
        let article = Article::new("a.txt", TEXT, Stated::default(), Reading::default());
        let corpus = Corpus::new([article.clone()], Vec::new());
        let mut dossier = Dossier::in_memory(Workspace::default(), corpus, Sitting::new("Noor", 0));
        let at = TEXT.find("At least 4,192").unwrap();
        let span = Span::in_text(article.id.clone(), TEXT, at..at + 14).unwrap();
        let says = Link { role: Does::Says, name: "Ministry".into(), class: None, words: None, verb: None };
        let figure = Figure {
            value: Some(4_192),
            qualifier: Some(Qualifier::AtLeast),
            outcome: Some(Outcome::Killed),
            scope: Some(Scope::Cumulative { since: None }),
            attribution: Some(vec![says]),
            ..Figure::new(span, Method::Hand)
        };
        let id = ItemId { entry: dossier.next_entry(), place: 0 };
        dossier.commit(vec![Edit::add(Item::Figure(Box::new(figure)))], 0).unwrap();
        Self { dossier, session: Session::default(), chart: ChartState::default(), figure: id }
    }

    /// The desk with the daily table imported.
    fn with_series() -> Self {
        let mut desk = Self::new();
        desk.read(DAILY);
        let import = desk.session.now.reference.take().unwrap();
        let mut choice = import.choice;
        choice.compiler = "A compiler".into();
        let (found, _) = crate::exchange::reference::read(&import.table.unwrap(), &choice).unwrap();
        let edits = found.into_iter().map(|read| Edit::add(Item::Reference(read.series))).collect();
        desk.dossier.commit(edits, 0).unwrap();
        desk
    }

    /// Reads a table as the application does.
    fn read(&mut self, text: &str) {
        let table = table(text.as_bytes()).unwrap();
        let known: Vec<(ItemId, &Reference)> = self.series();
        let again = remembered(&table, &known);
        let is_remembered = again.is_some();
        let choice = again.unwrap_or_else(|| guess(&table));
        self.session.now.reference = Some(ReferenceImport {
            file: "daily.csv".into(),
            table: Ok(Arc::new(table)),
            choice,
            retrieved: "2024-06-01".into(),
            is_remembered,
            refused: None,
            checked: None,
        });
        self.session.now.overlay = Some(Overlay::ImportReference);
    }

    fn series(&self) -> Vec<(ItemId, &Reference)> {
        let items = self.dossier.workspace().of_kind(Kind::Reference);
        items
            .filter_map(|(id, item)| if let Item::Reference(it) = item { Some((id, it)) } else { None })
            .collect()
    }

    fn as_of(&self) -> Option<(String, Vec<Basis>)> {
        let Some(Item::Figure(figure)) = self.dossier.workspace().get(self.figure) else { return None };
        figure.as_of.as_ref().map(|claim| (claim.to_string(), claim.basis.clone()))
    }

    fn carry_out(&mut self, actions: Vec<Action>) {
        for action in actions {
            if let Action::Commit(edits) = action {
                self.dossier.commit(edits, 0).unwrap();
            }
        }
    }
}

type Window = Harness<'static, Desk>;

fn window(desk: Desk, draw: fn(&mut Ui, &mut Desk)) -> Window {
    let builder = Harness::builder().with_size(Vec2::new(1100.0, 1400.0));
    let mut window = builder.build_ui_state(
        move |ui: &mut Ui, desk: &mut Desk| {
            if !ui
                .ctx()
                .data(|data| data.get_temp::<bool>(eframe::egui::Id::unique("styled")).unwrap_or_default())
            {
                crate::view::style::install(ui.ctx());
                ui.ctx().data_mut(|data| data.insert_temp(eframe::egui::Id::unique("styled"), true));
                return;
            }
            draw(ui, desk);
        },
        desk,
    );
    window.run();
    window
}

fn overlay(ui: &mut Ui, desk: &mut Desk) {
    let mut actions = Vec::new();
    match desk.session.now.overlay {
        Some(Overlay::ImportReference) => {
            super::import_ui(ui, &desk.dossier, &mut desk.session, &mut actions);
        }
        Some(Overlay::References) => super::list_ui(ui, &desk.dossier, &mut desk.session, &mut actions),
        _ => {}
    }
    desk.carry_out(actions);
}

fn tray(ui: &mut Ui, desk: &mut Desk) {
    let mut actions = Vec::new();
    let shown = Arc::new(panels(&desk.dossier.grounds(), &Look::default()));
    let look = ChartLook::new(false, Detail::Full);
    let response = chart::ui(ui, &shown, &desk.dossier.grounds(), &look, &mut desk.chart);
    super::answer(&desk.dossier, &shown, &mut desk.chart, &response, &mut actions);
    desk.carry_out(actions);
}

/// The row of the undated figure.
fn row_of(desk: &Desk) -> String {
    row(panels(&desk.dossier.grounds(), &Look::default()).report(desk.figure).unwrap())
}

fn click(window: &mut Window, name: &str) {
    window.get_by_role_and_label(Role::Button, name).click();
    window.run();
}

fn type_into(window: &mut Window, name: &str, words: &str) {
    window.get_by_role_and_label(Role::TextInput, name).focus();
    window.run();
    window.get_by_role_and_label(Role::TextInput, name).type_text(words);
    window.run();
}

#[test]
fn a_table_is_imported_as_one_entry_that_can_be_undone() {
    let mut desk = Desk::new();
    desk.read(DAILY);
    let mut window = window(desk, overlay);
    assert!(
        window
            .query_by_label("Say further below who compiled the table and whose numbers they are.")
            .is_some()
    );
    assert!(window.query_by_label("Row 5: “soon” is not a day; write it as 2024-02-06.").is_some());
    type_into(&mut window, "Compiler", "A compiler");
    type_into(&mut window, "Population of killed_cumulative", "people in the north");
    click(&mut window, "Import 2 series");
    let desk = window.state_mut();
    let series = desk.series();
    assert_eq!(series.len(), 2);
    let total = series[0].1;
    assert_eq!((total.outcome, total.scope), (Some(Outcome::Killed), Some(ScopeKind::Cumulative)));
    assert_eq!((total.compiler.as_str(), total.source.as_str()), ("A compiler", "Ministry"));
    assert_eq!(
        (total.population.as_deref(), total.retrieved),
        (Some("people in the north"), Day::new(2024, 6, 1))
    );
    assert_eq!((total.rows.len(), desk.session.now.overlay.clone()), (4, None));
    desk.dossier.undo(0).unwrap();
    assert!(desk.series().is_empty());
}

#[test]
fn a_newer_table_keeps_the_older_version_unless_it_is_replaced() {
    let newer = DAILY.replace("4207", "4209");
    for replaces in [false, true] {
        let mut desk = Desk::with_series();
        desk.read(&newer);
        let mut window = window(desk, overlay);
        assert!(window.query_by_label_contains("An earlier table had these columns").is_some());
        if replaces {
            window.get_by_label_contains("Replace “Killed, cumulative”").click();
            window.run();
        }
        click(&mut window, "Import 2 series");
        let series = window.state().series();
        assert_eq!(series.len(), if replaces { 3 } else { 4 });
        let last = |series: &Reference| series.rows.last().map(|row| row.value);
        let totals: Vec<_> = series
            .iter()
            .filter(|(_, it)| it.scope == Some(ScopeKind::Cumulative))
            .map(|(_, it)| last(it))
            .collect();
        assert_eq!(totals, if replaces { vec![Some(4_209)] } else { vec![Some(4_207), Some(4_209)] });
    }
}

#[test]
fn the_list_says_what_each_series_counts_and_removes_it() {
    let mut desk = Desk::with_series();
    desk.session.now.overlay = Some(Overlay::References);
    let mut window = window(desk, overlay);
    assert!(window.query_by_label("People reported killed, cumulative · population not set").is_some());
    let extent = "18 March 2024 to 22 March 2024, 4 days with a number, 1 day without";
    assert_eq!(window.query_all_by_label(extent).count(), 2);
    window.get_by_label("Draw “Killed, cumulative” behind the chart").click();
    window.run();
    assert_eq!(window.state().session.chart.references.len(), 1);
    click(&mut window, "Remove the reference series “Killed, cumulative”");
    assert_eq!(window.state().series().len(), 1);
    assert!(window.state().session.chart.references.is_empty());
}

#[test]
fn a_proposed_day_is_accepted_with_a_click() {
    let mut window = window(Desk::with_series(), tray);
    click(&mut window, "No date · 1");
    window.run();
    click(&mut window, "Accept 20 Mar 2024");
    let as_of = window.state().as_of().unwrap();
    assert_eq!(as_of, ("2024-03-20".into(), vec![Basis::ReferenceMatch, Basis::WeekdayOrEvent]));
    assert!(window.query_by_label("No date · 1").is_none());
}

#[test]
fn the_reasons_open_and_the_article_may_be_dated_too() {
    let mut window = window(Desk::with_series(), tray);
    click(&mut window, "No date · 1");
    click(&mut window, "Show the reasons for at least 4,192");
    assert!(window.query_by_label_contains("“Wednesday” in the text is that day").is_some());
    window.get_by_label_contains("Date the article too").click();
    window.run();
    click(&mut window, "Accept Wednesday 20 March 2024");
    let desk = window.state();
    let article = desk.dossier.corpus().at_path("a.txt").unwrap();
    assert_eq!(desk.dossier.facts(article).published.to_string(), "2024-03-20 to 2024-03-22");
}

#[test]
fn without_a_series_the_row_says_why_and_a_day_can_be_typed() {
    let mut window = window(Desk::new(), tray);
    click(&mut window, "No date · 1");
    click(&mut window, "Show the reasons for at least 4,192");
    assert!(window.query_by_label("No reference series is imported.").is_some());
    let name = format!("Day of {}", row_of(window.state()));
    type_into(&mut window, &name, "6 Feb 2024");
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(window.state().as_of(), Some(("2024-02-06".into(), vec![Basis::Analyst])));
}

#[test]
fn a_row_dragged_onto_the_chart_takes_the_day_that_is_shown() {
    let mut desk = Desk::with_series();
    let span = match desk.dossier.workspace().get(desk.figure) {
        Some(Item::Figure(figure)) => figure.span.clone(),
        _ => return,
    };
    for day in [10, 24] {
        let figure = Figure {
            value: Some(4_000),
            outcome: Some(Outcome::Killed),
            scope: Some(Scope::Cumulative { since: None }),
            as_of: Some(crate::model::DateClaim::on(Day::new(2024, 3, day).unwrap(), Basis::Stated)),
            ..Figure::new(span.clone(), Method::Hand)
        };
        desk.dossier.commit(vec![Edit::add(Item::Figure(Box::new(figure)))], 0).unwrap();
    }
    let mut window = window(desk, tray);
    click(&mut window, "No date · 1");
    let name = capital(&row_of(window.state()));
    let from = window.get_by_role_and_label(Role::Button, &name).rect().left_center() + Vec2::new(30.0, 0.0);
    let chart = window.get_by_label_contains("Chart: ").rect();
    window.drag_at(from);
    window.run();
    let to = pos2(chart.center().x, chart.top() + 120.0);
    window.hover_at(pos2(to.x - 20.0, to.y));
    window.run();
    window.hover_at(to);
    window.run();
    window.drop_at(to);
    window.run();
    let (day, basis) = window.state().as_of().unwrap();
    assert_eq!(basis, [Basis::Analyst]);
    let day: Day = day.parse().unwrap();
    assert!((Day::new(2024, 3, 10)..=Day::new(2024, 3, 24)).contains(&Some(day)), "{day}");
}

#[test]
fn escape_while_dragging_changes_nothing() {
    let mut window = window(Desk::new(), tray);
    click(&mut window, "No date · 1");
    let name = capital(&row_of(window.state()));
    let from = window.get_by_role_and_label(Role::Button, &name).rect().left_center() + Vec2::new(30.0, 0.0);
    window.drag_at(from);
    window.run();
    window.hover_at(from - Vec2::new(0.0, 300.0));
    window.run();
    window.key_press_modifiers(Modifiers::NONE, Key::Escape);
    window.run();
    window.drop_at(from - Vec2::new(0.0, 300.0));
    window.run();
    assert_eq!(window.state().as_of(), None);
}
