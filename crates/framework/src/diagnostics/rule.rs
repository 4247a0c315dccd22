//! The rules that a framework can break. Each is documented, with examples that are tests, in `docs/diagnostics`.

/// Whether a broken rule stops the compiler.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The folder cannot be compiled.
    Fault,
    /// The data look wrong; everything goes on and shows it.
    Finding,
}

impl Severity {
    /// The word in files and messages.
    #[must_use]
    pub fn token(self) -> &'static str {
        match self {
            Self::Fault => "fault",
            Self::Finding => "finding",
        }
    }
}

macro_rules! rules {
    ($($(#[$documentation:meta])* $variant:ident = $token:literal, $severity:ident;)*) => {
        /// A rule that a framework can break.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $($(#[$documentation])* $variant,)*
        }

        impl Rule {
            /// Every rule.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Its name in messages and in `acknowledged.csv`.
            #[must_use]
            pub fn token(self) -> &'static str {
                match self {
                    $(Self::$variant => $token,)*
                }
            }

            /// Whether it is a fault or a finding.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$variant => Severity::$severity,)*
                }
            }

            /// The rule of a name.
            #[must_use]
            pub fn parse(token: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|rule| rule.token() == token)
            }
        }
    };
}

rules! {
    // Files
    /// A file that every framework has is missing.
    MissingFile = "missing-file", Fault;
    /// A file cannot be read.
    UnreadableFile = "unreadable-file", Fault;
    /// A file isn't what its name says.
    WrongFormat = "wrong-format", Fault;
    /// A file is not UTF-8.
    NotUtf8 = "not-utf8", Fault;
    /// A file is larger than a framework file can be.
    FileTooLarge = "file-too-large", Fault;
    /// A file has nothing in it.
    EmptyFile = "empty-file", Fault;
    /// A file that nothing reads.
    UnusedFile = "unused-file", Finding;

    // TOML
    /// The TOML cannot be parsed.
    TomlSyntax = "toml-syntax", Fault;
    /// A key that isn't known here.
    UnknownKey = "unknown-key", Fault;
    /// A key that must be there.
    MissingKey = "missing-key", Fault;
    /// Two keys of which only one can stand.
    KeysExclude = "keys-exclude", Fault;
    /// A value of another type than its key takes.
    WrongType = "wrong-type", Fault;
    /// A word that isn't one of those that a key or column takes.
    UnknownWord = "unknown-word", Fault;

    // CSV
    /// The CSV cannot be parsed.
    CsvSyntax = "csv-syntax", Fault;
    /// A column that isn't known here.
    UnknownColumn = "unknown-column", Fault;
    /// A column that must be there.
    MissingColumn = "missing-column", Fault;
    /// A column that stands twice.
    DuplicateColumn = "duplicate-column", Fault;
    /// A row with more or fewer cells than columns.
    RowLength = "row-length", Fault;
    /// An empty cell that must be filled.
    MissingCell = "missing-cell", Fault;

    // Values
    /// Something that should be a number.
    BadNumber = "bad-number", Fault;
    /// Something that should be a date.
    BadDate = "bad-date", Fault;
    /// Something that should be a period.
    BadPeriod = "bad-period", Fault;
    /// Something that should be a basis.
    BadBasis = "bad-basis", Fault;
    /// Something that should be a unit.
    BadUnit = "bad-unit", Fault;
    /// Something that should be a colour, or a colour that cannot be read.
    BadColour = "bad-colour", Fault;
    /// An id with letters that addresses cannot hold.
    BadId = "bad-id", Fault;

    // References
    /// A place that isn't in `places.csv`.
    UnknownPlace = "unknown-place", Fault;
    /// A level that isn't in `framework.toml`.
    UnknownLevel = "unknown-level", Fault;
    /// A group that no place has.
    UnknownGroup = "unknown-group", Fault;
    /// An indicator that no file declares.
    UnknownIndicator = "unknown-indicator", Fault;
    /// A mark that no indicator has.
    UnknownMark = "unknown-mark", Fault;
    /// A breakdown that isn't declared.
    UnknownBreakdown = "unknown-breakdown", Fault;
    /// A basis that the indicator doesn't list.
    UnlistedBasis = "unlisted-basis", Fault;
    /// A comparator that isn't in `comparators.toml`.
    UnknownComparator = "unknown-comparator", Fault;
    /// A source that no file declares.
    UnknownSource = "unknown-source", Fault;
    /// A scorecard that has no file.
    UnknownScorecard = "unknown-scorecard", Fault;
    /// A section that the scorecard doesn't declare.
    UnknownSection = "unknown-section", Fault;
    /// A row of a matrix with more or fewer cells than groups.
    MatrixRow = "matrix-row", Fault;
    /// A page that the scorecard doesn't declare.
    UnknownPage = "unknown-page", Fault;
    /// An indicator that a scorecard calls withdrawn and still shows.
    WithdrawnShown = "withdrawn-shown", Fault;
    /// A tile that shows nothing, or more than one thing.
    TileKeys = "tile-keys", Fault;
    /// A panel that its kind cannot draw.
    PanelKeys = "panel-keys", Fault;
    /// Two things with one id.
    DuplicateId = "duplicate-id", Fault;

    // Places
    /// A place that is part of itself.
    PlaceCycle = "place-cycle", Fault;
    /// A place with two parents at one level, or a parent at its own level or below.
    PlaceParents = "place-parents", Fault;
    /// A place that ends before it begins.
    DatesReversed = "dates-reversed", Fault;

    // Indicators
    /// A rating scheme that lacks what it needs, or has what it cannot use.
    RatingKeys = "rating-keys", Fault;
    /// A scheme or direction that the polarity doesn't allow.
    RatingPolarity = "rating-polarity", Fault;
    /// Bands with a gap between them.
    BandGap = "band-gap", Fault;
    /// Bands that overlap.
    BandOverlap = "band-overlap", Fault;
    /// Something that should say what a direction compares with.
    BadDirection = "bad-direction", Fault;
    /// A profile whose shares don't make a year.
    BadProfile = "bad-profile", Fault;
    /// Versions out of order.
    VersionOrder = "version-order", Fault;
    /// One code printed for two indicators at the same time.
    CodeWithTwoMeanings = "code-with-two-meanings", Finding;

    // Measures
    /// Facts that no file holds.
    UnknownFacts = "unknown-facts", Fault;
    /// A measure that lacks what it needs, or has what it cannot use.
    MeasureKeys = "measure-keys", Fault;
    /// A measure that cannot fill its indicator's basis.
    MeasureBasis = "measure-basis", Fault;
    /// A query that isn't one plain question to declared tables.
    FactQuery = "fact-query", Fault;
    /// A measure that names a column which its facts don't have, or have of another type.
    MeasureColumn = "measure-column", Fault;

    // Contracts
    /// A contract that lacks what every contract has.
    ContractIncomplete = "contract-incomplete", Fault;
    /// A contract that names a column or a table that isn't there.
    ContractColumn = "contract-column", Fault;
    /// A key of a contract that doesn't go with the type of its column.
    ContractType = "contract-type", Fault;

    // Figures and targets
    /// Two figures with one key.
    DuplicateFigure = "duplicate-figure", Fault;
    /// A figure with neither a value nor a reason, or with both.
    ValueAndStatus = "value-and-status", Fault;
    /// A numerator above its denominator, where that cannot be.
    NumeratorAboveDenominator = "numerator-above-denominator", Fault;
    /// A percentage above 100, where that cannot be.
    PercentageAbove100 = "percentage-above-100", Finding;
    /// A value that its numerator and denominator do not give.
    ValueDisagrees = "value-disagrees", Finding;
    /// A figure at a place whose level the indicator doesn't name.
    FigureOutsideLevels = "figure-outside-levels", Finding;
    /// A figure of a place before it began or after it ended.
    FigureOutsidePlace = "figure-outside-place", Finding;
    /// An imported figure that the records contradict.
    MeasuredDiffers = "measured-differs", Finding;
    /// Two targets with one key.
    DuplicateTarget = "duplicate-target", Fault;
    /// Two targets, equally specific, for one place.
    AmbiguousTarget = "ambiguous-target", Fault;
    /// A target without a target, or a deliberate absence with one.
    TargetAndStatus = "target-and-status", Fault;
    /// A target whose period can hold no figure of its indicator.
    TargetPeriod = "target-period", Fault;
    /// A floor on the wrong side of its target.
    FloorBeyondTarget = "floor-beyond-target", Finding;
    /// A cumulative count against an annual target that isn't spread over the year.
    UnprofiledTarget = "unprofiled-target", Finding;
    /// Next year's target unchanged on some places only.
    TargetUnchanged = "target-unchanged", Finding;
    /// Two showings of one indicator with different targets.
    TargetsDiffer = "targets-differ", Finding;
    /// A series of three or more different values repeated at another place.
    RepeatedSeries = "repeated-series", Finding;
    /// Parts that do not add to their whole.
    PartsDisagree = "parts-disagree", Finding;
    /// A whole's target that its parts' targets cannot make.
    TargetsOfPartsDisagree = "targets-of-parts-disagree", Finding;
    /// An outturn that isn't its last month's figure.
    OutturnDisagrees = "outturn-disagrees", Finding;
    /// A total of the year so far that goes on into the next year.
    TotalNotRestarted = "total-not-restarted", Finding;
    /// A total of the year so far that falls before the year ends.
    TotalFalls = "total-falls", Finding;

    // Verdicts
    /// One figure with two published directions.
    TwoDirections = "two-directions", Finding;
    /// A published rating with no figure or no target to stand on.
    RatingWithoutFigure = "rating-without-figure", Finding;
    /// A published rating that the target beside it rules out.
    RatingContradictsTarget = "rating-contradicts-target", Finding;
    /// A published rating or direction that isn't ours.
    VerdictDiffers = "verdict-differs", Finding;

    // Texts
    /// Two texts of one kind about the same.
    DuplicateText = "duplicate-text", Fault;
    /// A text that no page shows.
    TextNotShown = "text-not-shown", Finding;
    /// A text that seems to name a case.
    CaseReference = "case-reference", Finding;

    // Reports
    /// A person's wording of a paragraph that would now be generated otherwise.
    EditedSentenceOutdated = "edited-sentence-outdated", Finding;

    // Acknowledgements
    /// An acknowledgement that matches nothing.
    UnmatchedAcknowledgement = "unmatched-acknowledgement", Finding;
}
