//! A reported figure: what one text says about a number of people.
//!
//! Every field that the analyst has not filled is unset. What can be derived (bounds, strength of
//! attribution, significant digits) is computed, never stored.

use serde::{Deserialize, Serialize};

use super::date::{DateClaim, Day};
use super::span::{Span, Words};
use super::suggested::Suggested;
use super::vocabulary::vocabulary;

vocabulary! {
    /// How the number is written.
    pub enum Form {
        /// Written in digits, with or without a scale word: 27,585 or 1.5 million.
        Numeral = "numeral",
        /// Written in words: two, twenty-five, a dozen.
        NumberWord = "number word",
        /// A vague number: dozens, hundreds, thousands. It has no value.
        VagueNumber = "vague number",
        /// A part of a stated whole: half of its 2.4 million inhabitants.
        Fraction = "fraction",
        /// A quantity without a number: numerous, several, some. It has no value.
        Quantifier = "quantifier",
    }
}

vocabulary! {
    /// The hedge in the text.
    pub enum Qualifier {
        /// The text gives no hedge. This is not a claim of precision.
        Exact = "no hedge",
        /// The number or more: at least, no fewer than.
        AtLeast = "at least",
        /// More than the number: more than, over, above.
        MoreThan = "more than",
        /// Near the number on either side: about, around, approximately, some.
        About = "about",
        /// A little under the number: almost, nearly.
        Almost = "almost",
        /// The number or fewer: up to, as many as.
        UpTo = "up to",
        /// Fewer than the number: less than, fewer than, under.
        LessThan = "less than",
        /// Between two printed numbers: 250–260, between 30 and 40.
        Range = "range",
        /// Words that give no number: dozens, numerous.
        Vague = "vague",
    }
}

vocabulary! {
    /// What the text says happened to the people counted.
    pub enum Outcome {
        /// The text says dead, from the violence or disaster.
        Killed = "killed",
        /// Dead, the cause indirect (hunger, disease, exposure) or not stated.
        DiedOther = "died, other or unstated cause",
        /// Believed dead, not confirmed.
        PresumedDead = "presumed dead",
        /// Wounded or injured, alive.
        Injured = "injured",
        /// One number for killed and injured together; never split.
        KilledAndInjured = "killed and injured",
        /// Casualties or victims whose meaning the text does not fix; held out of death series.
        CasualtiesUnspecified = "casualties, unspecified",
        /// Neutralized, eliminated, taken out: killed or otherwise put out of action.
        KilledOrIncapacitated = "killed or incapacitated",
        /// Whereabouts unknown; kept apart from dead.
        Missing = "missing",
        /// Taken captive: how many were taken, over a period.
        CaptiveTaken = "taken captive",
        /// Still held captive: how many, on a day.
        CaptiveRemaining = "remaining captive",
        /// Captives shown, as in a recording.
        CaptiveShown = "shown captive",
        /// Held by a state or a party.
        Detained = "detained",
        /// Captivity ended by release.
        Released = "released",
        /// Captivity ended by rescue.
        Rescued = "rescued",
        /// A dead captive's body brought back.
        RecoveredBody = "body recovered",
        /// Made to leave where they live.
        Displaced = "displaced",
        /// Came back to where they lived.
        Returned = "returned",
        /// People living or present in a place; not a harm.
        Population = "population",
        /// Said to be at risk of harm that has not happened.
        AtRisk = "at risk",
        /// Affected in a way that the text leaves open.
        Affected = "affected",
        /// A release that a deal would bring: a term of a proposal, never an outcome.
        ProposedRelease = "proposed release",
    }
}

vocabulary! {
    /// How the text puts the figure forward.
    pub enum Modality {
        /// Stated as having happened, by the text or its source.
        Asserted = "asserted",
        /// Claimed by a party to the conflict about its own acts or its opponent.
        ClaimedByParty = "claimed by a party",
        /// A forecast or warning.
        Predicted = "predicted",
        /// A term of a proposal.
        Proposed = "proposed",
        /// Something a party demands.
        Demanded = "demanded",
        /// The text or its source denies the figure.
        Denied = "denied",
        /// Supposed for the sake of argument.
        Hypothetical = "hypothetical",
    }
}

vocabulary! {
    /// The kind of time that a figure counts over.
    pub enum ScopeKind {
        /// A running total since a start. Never summed, never added to.
        Cumulative = "cumulative",
        /// A stretch of time, such as 24 hours.
        Window = "window",
        /// One event.
        Incident = "incident",
        /// How many at a moment: held, displaced, present.
        Stock = "stock",
        /// A term of a proposal; it has no time of its own.
        Proposed = "proposed",
        /// The text does not say what time the number covers.
        Unspecified = "unspecified",
    }
}

vocabulary! {
    /// The status of the people counted, as the text gives it.
    pub enum Status {
        /// Civilians.
        Civilian = "civilian",
        /// Combatants or fighters.
        Combatant = "combatant",
        /// Police.
        Police = "police",
        /// Medical staff.
        Medical = "medical",
        /// Journalists and media workers.
        Journalist = "journalist",
        /// Aid workers.
        AidWorker = "aid worker",
        /// Officials.
        Official = "official",
        /// Detainees or prisoners.
        Detainee = "detainee",
        /// Hostages or captives.
        Hostage = "hostage",
        /// Several of these together.
        Mixed = "mixed",
        /// The text gives no status.
        Unspecified = "unspecified",
    }
}

vocabulary! {
    /// Sex or age of the people counted, as the text gives it.
    pub enum SexAge {
        /// Women.
        Women = "women",
        /// Children.
        Children = "children",
        /// Men.
        Men = "men",
        /// Elderly people.
        Elderly = "elderly",
        /// Several of these together.
        Mixed = "mixed",
        /// The text says neither sex nor age.
        Unspecified = "unspecified",
    }
}

vocabulary! {
    /// What a source in the chain of attribution does.
    pub enum Role {
        /// Says the number: "according to the ministry".
        Says = "says",
        /// Compiles it from others: a tally or database.
        Compiles = "compiles",
        /// What a compiler's number is based on.
        BasedOn = "is the basis",
        /// Passes it on: a wire, an outlet, this page.
        Relays = "relays",
    }
}

vocabulary! {
    /// The kind of source.
    pub enum SourceClass {
        /// A government or one of its offices.
        Government = "government",
        /// The armed force of a state.
        ArmedForce = "armed force",
        /// An armed group that is not a state's force.
        ArmedGroup = "armed group",
        /// A ministry or office of health.
        HealthAuthority = "health authority",
        /// The United Nations and its agencies.
        UnitedNations = "United Nations",
        /// A non-governmental organisation.
        Ngo = "NGO",
        /// A monitoring group.
        Monitor = "monitor",
        /// A tally kept by a news organisation.
        MediaTally = "media tally",
        /// A witness, resident or relative.
        Witness = "witness",
        /// An official who is not named.
        AnonymousOfficial = "anonymous official",
        /// The text does not let one say.
        Unknown = "unknown",
    }
}

vocabulary! {
    /// What the text, or the analyst's checking, says of verification.
    pub enum Verification {
        /// The text says nothing of verification.
        NoneStated = "none stated",
        /// The text says that the number could not be verified.
        TextSaysUnverified = "text says unverified",
        /// Only a party to the conflict says so.
        PartyClaimOnly = "party claim only",
        /// Independent sources agree.
        CorroboratedIndependent = "corroborated independently",
        /// Shown to be wrong.
        Refuted = "refuted",
        /// Still being checked.
        Pending = "pending",
    }
}

vocabulary! {
    /// How precise a named place is.
    pub enum PlacePrecision {
        /// A building or point.
        Site = "site",
        /// A town, camp or neighbourhood.
        Town = "town",
        /// A governorate, district or province.
        Governorate = "governorate",
        /// A territory or region.
        Territory = "territory",
        /// A country.
        Country = "country",
    }
}

vocabulary! {
    /// How the figure came to be in the workspace.
    pub enum Method {
        /// Annotated by hand.
        Hand = "by hand",
        /// Suggested by the detector and accepted by a person.
        Accepted = "suggested and accepted",
        /// Written by a machine and not yet seen by a person.
        Machine = "machine",
    }
}

vocabulary! {
    /// How sure the analyst is of the annotation (not of the number).
    pub enum Confidence {
        /// The text leaves no doubt.
        High = "high",
        /// Another reading is possible.
        Medium = "medium",
        /// Doubtful; another analyst should look.
        Low = "low",
    }
}

vocabulary! {
    /// How closely the number is tied to its source: derived from where the words stand.
    pub enum Strength {
        /// The source is named in the same clause.
        Direct = "direct",
        /// The source is named in the same sentence or carried over from a list.
        Inherited = "inherited",
        /// The source is named elsewhere in the article, or was typed by the analyst.
        Weak = "weak",
        /// No source: the article's own voice.
        None = "none",
    }
}

/// The time a figure counts over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scope {
    /// A running total, since a day where it is stated.
    Cumulative {
        /// The first day counted.
        since: Option<Day>,
    },
    /// A stretch of time that ends at the as-of date.
    Window {
        /// Its length in hours, where it is stated.
        hours: Option<u32>,
    },
    /// One event; the as-of date says when it happened.
    Incident {
        /// The event in a few neutral words.
        event: String,
    },
    /// How many at a moment.
    Stock,
    /// A term of a proposal.
    Proposed,
    /// The text does not say.
    Unspecified,
}

impl Scope {
    /// The kind of the scope, without its details.
    pub fn kind(&self) -> ScopeKind {
        match self {
            Self::Cumulative { .. } => ScopeKind::Cumulative,
            Self::Window { .. } => ScopeKind::Window,
            Self::Incident { .. } => ScopeKind::Incident,
            Self::Stock => ScopeKind::Stock,
            Self::Proposed => ScopeKind::Proposed,
            Self::Unspecified => ScopeKind::Unspecified,
        }
    }

    /// A scope of a kind with its details still open.
    pub fn of(kind: ScopeKind) -> Self {
        match kind {
            ScopeKind::Cumulative => Self::Cumulative { since: None },
            ScopeKind::Window => Self::Window { hours: None },
            ScopeKind::Incident => Self::Incident { event: String::new() },
            ScopeKind::Stock => Self::Stock,
            ScopeKind::Proposed => Self::Proposed,
            ScopeKind::Unspecified => Self::Unspecified,
        }
    }
}

/// One link of the chain of attribution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What this source does with the number.
    pub role: Role,
    /// The source's name as the analyst writes it; aliases map it to one fixed form.
    pub name: String,
    /// The kind of source, once coded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<SourceClass>,
    /// The label that the text used, with its place: label choice is data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Words>,
    /// The reporting verb as printed: said, claimed, reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verb: Option<Words>,
}

/// A part of a stated whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fraction {
    /// Parts counted: 1 in "one in five".
    pub parts: u64,
    /// Parts in the whole: 5 in "one in five", 100 for a percentage.
    pub per: u64,
    /// The stated whole, in people.
    pub whole: u64,
}

/// A named place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedPlace {
    /// The name as the analyst writes it.
    pub name: String,
    /// How precise it is, once coded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<PlacePrecision>,
}

/// A bound on the number of people, from the hedge only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bound {
    /// People.
    pub value: u64,
    /// Whether the bound itself is excluded: more than, almost, less than.
    pub exclusive: bool,
}

/// What the hedge says of the number: never a guess at the truth. `None` is unbounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    /// The lower bound.
    pub low: Option<Bound>,
    /// The upper bound.
    pub high: Option<Bound>,
}

/// A reported number of people, annotated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The printed words: hedge, number and scale.
    pub span: Span,
    /// The bare number as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Words>,
    /// The counted noun as printed: deaths, people, hostages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Words>,
    /// How the number is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<Form>,
    /// The number as printed, in people; the lower end of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<u64>,
    /// The upper end of a printed range, in people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upper: Option<u64>,
    /// The part and whole that the value was derived from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fraction: Option<Fraction>,
    /// The hedge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualifier: Option<Qualifier>,
    /// What happened to the people counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// The outcome in the text's words: fatalities, neutralized, unaccounted for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome_as_stated: Option<Words>,
    /// How the text puts the figure forward.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modality: Option<Modality>,
    /// The time it counts over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// The words that say so: within 24 hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope_words: Option<Words>,
    /// As of when the number stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<DateClaim>,
    /// Who is counted, in the text's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub victims: Option<Words>,
    /// Their status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Who says that this is their status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_by: Option<String>,
    /// Their sex or age.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex_age: Option<SexAge>,
    /// The population they belong to: people in Gaza, people in Israel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub population: Option<String>,
    /// What the text says of their make-up: "mostly civilians"; a claim of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub composition: Option<Words>,
    /// Who the text says caused the harm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor_said_responsible: Option<Words>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<NamedPlace>,
    /// Who says so, in order. Empty once coded means the article's own voice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribution: Option<Vec<Link>>,
    /// What is said of verification.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verification: Option<Verification>,
    /// How the figure came to be here.
    pub method: Method,
    /// How sure the analyst is of the annotation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// The analyst's note.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// What the detector had proposed, where the figure was accepted; no edit of a field changes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggested: Option<Box<Suggested>>,
}

impl Figure {
    /// A figure of these words with every other field unset.
    pub fn new(span: Span, method: Method) -> Self {
        Self {
            span,
            number: None,
            unit: None,
            form: None,
            value: None,
            upper: None,
            fraction: None,
            qualifier: None,
            outcome: None,
            outcome_as_stated: None,
            modality: None,
            scope: None,
            scope_words: None,
            as_of: None,
            victims: None,
            status: None,
            status_by: None,
            sex_age: None,
            population: None,
            composition: None,
            actor_said_responsible: None,
            place: None,
            attribution: None,
            verification: None,
            method,
            confidence: None,
            note: String::new(),
            suggested: None,
        }
    }

    /// The bounds that the hedge states, in people; both open without a value or a hedge.
    ///
    /// "About" and vague words bound nothing: no margin is invented.
    pub fn bounds(&self) -> Bounds {
        let Some(value) = self.value else { return Bounds::default() };
        let bound = |value, exclusive| Some(Bound { value, exclusive });
        let (low, high) = match self.qualifier {
            Some(Qualifier::Exact) => (bound(value, false), bound(value, false)),
            Some(Qualifier::AtLeast) => (bound(value, false), None),
            Some(Qualifier::MoreThan) => (bound(value, true), None),
            Some(Qualifier::Almost | Qualifier::LessThan) => (None, bound(value, true)),
            Some(Qualifier::UpTo) => (None, bound(value, false)),
            Some(Qualifier::Range) => (bound(value, false), self.upper.and_then(|high| bound(high, false))),
            Some(Qualifier::About | Qualifier::Vague) | None => (None, None),
        };
        Bounds { low, high }
    }

    /// Significant digits of the printed number: 27,585 has five, 1,200 has two.
    pub fn significant_digits(&self) -> Option<u32> {
        let mut value = self.value.filter(|value| *value > 0)?;
        while value.is_multiple_of(10) {
            value /= 10;
        }
        Some(value.ilog10() + 1)
    }

    /// The source that says or compiles the number: the head of the chain.
    pub fn head_source(&self) -> Option<&Link> {
        let links = self.attribution.as_deref()?;
        let with = |role| links.iter().find(|link| link.role == role);
        with(Role::Says).or_else(|| with(Role::Compiles)).or_else(|| links.first())
    }

    /// Whether the figure may stand on an outcome chart at a height of its own.
    ///
    /// Proposed, predicted, demanded and hypothetical figures, terms of a deal and words without a
    /// number have none (rule 5 of the field's rules).
    pub fn is_plottable(&self) -> bool {
        let asserted = matches!(self.modality, None | Some(Modality::Asserted | Modality::ClaimedByParty));
        let proposed =
            matches!(self.scope, Some(Scope::Proposed)) || self.outcome == Some(Outcome::ProposedRelease);
        self.value.is_some() && asserted && !proposed
    }
}
