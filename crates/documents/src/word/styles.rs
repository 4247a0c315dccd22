//! The styles of a document, by the names that Word itself has for them.

use docx_rs::{
    AbstractNumbering, Docx, IndentLevel, Level, LevelJc, LevelText, LineSpacing, NumberFormat, Numbering,
    Paragraph, Run, RunFonts, SpecialIndentType, Start, Style, StyleType,
};

pub(super) const SMALL: &str = "Small";
pub(super) const NOTICE: &str = "Notice";
pub(super) const LEAD: &str = "Subtitle";
pub(super) const TABLE: &str = "TableGrid";
pub(super) const QUOTE: &str = "Quote";
/// The numbering of lists without numbers; the library has one of its own, the first.
pub(super) const BULLETS: usize = 2;

const FONT: &str = "Arial";
/// Half points.
const BODY_SIZE: usize = 22;
const SMALL_SIZE: usize = 18;
const DARK: &str = "1B2733";

/// Adds the styles to an empty document.
pub(super) fn add(docx: Docx) -> Docx {
    let fonts = RunFonts::new().ascii(FONT).hi_ansi(FONT).cs(FONT);
    let mut docx = docx.default_fonts(fonts).default_size(BODY_SIZE);
    for (level, size) in (1_usize..).zip([36, 28, 24, 22]) {
        let style = Style::new(format!("Heading{level}"), StyleType::Paragraph)
            .name(format!("heading {level}"))
            .based_on("Normal")
            .next("Normal")
            .q_format(true)
            .outline_lvl(level - 1)
            .size(size)
            .color(DARK)
            .bold()
            .line_spacing(LineSpacing::new().before(280).after(120));
        docx = docx.add_style(style);
    }
    let paragraph = |id: &str, name: &str, size: usize| {
        Style::new(id, StyleType::Paragraph).name(name).based_on("Normal").q_format(true).size(size)
    };
    docx.add_style(paragraph("Normal", "Normal", BODY_SIZE).line_spacing(LineSpacing::new().after(120)))
        .add_style(paragraph(SMALL, "Small print", SMALL_SIZE))
        .add_style(paragraph(NOTICE, "Notice", BODY_SIZE).bold())
        .add_style(paragraph(LEAD, "Subtitle", 26))
        .add_style(paragraph(QUOTE, "Quote", BODY_SIZE).italic())
        .add_style(Style::new(TABLE, StyleType::Table).name("Table Grid"))
        .add_abstract_numbering(
            AbstractNumbering::new(BULLETS).add_level(
                Level::new(
                    0,
                    Start::new(1),
                    NumberFormat::new("bullet"),
                    LevelText::new("•"),
                    LevelJc::new("left"),
                )
                .indent(Some(400), Some(SpecialIndentType::Hanging(400)), None, None),
            ),
        )
        .add_numbering(Numbering::new(BULLETS, BULLETS))
}

/// A paragraph of one text.
pub(super) fn paragraph(style: &str, text: &str) -> Paragraph {
    Paragraph::new().style(style).add_run(Run::new().add_text(text))
}

/// A line of a list without numbers.
pub(super) fn bullet() -> Paragraph {
    Paragraph::new().style("Normal").numbering(docx_rs::NumberingId::new(BULLETS), IndentLevel::new(0))
}
