//! Blocks of a chapter as paragraphs and tables of Word.

use docx_rs::{BreakType, Docx, Paragraph, Run, Table, TableCell, TableRow, WidthType};

use super::styles::{self, LEAD, QUOTE, SMALL, TABLE};
use crate::content::{self, Block, Cell, Chapter, Fact, Inline, Row, Tag, Tone, Written, WrittenPiece};

const NORMAL: &str = "Normal";
/// The width between the margins, in twentieths of a point.
const WIDTH: usize = 9_638;

/// A document that grows block by block.
pub(super) struct Writer {
    docx: Docx,
}

impl Writer {
    pub(super) fn new(docx: Docx) -> Self {
        Self { docx }
    }

    pub(super) fn finish(self) -> Docx {
        self.docx
    }

    pub(super) fn paragraph(&mut self, style: &str, text: &str) {
        self.add(styles::paragraph(style, text));
    }

    /// A chapter, on a page of its own where others come before it.
    pub(super) fn chapter(&mut self, chapter: &Chapter, begins_a_page: bool) {
        self.add(styles::paragraph("Heading1", &chapter.title).page_break_before(begins_a_page));
        if let Some(subtitle) = &chapter.subtitle {
            self.paragraph(LEAD, subtitle);
        }
        if let Some(lead) = &chapter.lead {
            self.paragraph(NORMAL, lead);
        }
        self.blocks(&chapter.blocks);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text, caption } => {
                self.paragraph(&format!("Heading{}", (*level).clamp(1, 4)), text);
                if let Some(caption) = caption {
                    self.paragraph(SMALL, caption);
                }
            }
            Block::Paragraph { tone, inlines: written } => {
                let style = if *tone == Tone::Body { NORMAL } else { SMALL };
                self.add(inlines(Paragraph::new().style(style), written));
            }
            Block::Written(text) => self.written(text),
            Block::Table(table) => self.table(table),
            Block::Facts { entries } => self.facts(entries),
            Block::List { items } => {
                items.iter().for_each(|item| self.add(inlines(styles::bullet(), item)));
            }
            Block::Verdict { about, figure, rating, sentences } => {
                self.paragraph(SMALL, about);
                let mut line = Paragraph::new().style(LEAD).add_run(Run::new().add_text(figure).bold());
                if let Some(rating) = rating {
                    line = line.add_run(Run::new().add_text("  ")).add_run(word_of(rating));
                }
                self.add(line);
                sentences.iter().for_each(|sentence| self.paragraph(NORMAL, sentence));
            }
            Block::Columns { left, right } => {
                self.blocks(left);
                self.blocks(right);
            }
            Block::Numbered { number, text, told_from, changed } => {
                self.paragraph(NORMAL, &format!("{number}  {text}"));
                if !told_from.is_empty() {
                    self.add(inlines(Paragraph::new().style(SMALL), told_from));
                }
                if let Some((then, now)) = changed {
                    self.paragraph(SMALL, "The figures have changed since this was worded.");
                    self.paragraph(SMALL, &format!("Then: {then}"));
                    self.paragraph(SMALL, &format!("Now: {now}"));
                }
            }
            // Reports have no others than drawings, and the table beside a drawing holds the same.
            Block::Commentary { .. } | Block::Picture { .. } | Block::Summary(_) | Block::Tiles { .. } => {}
        }
    }

    fn facts(&mut self, entries: &[Fact]) {
        let row = |entry: &Fact| {
            let term = inlines(Paragraph::new().style(NORMAL), &entry.term).bold();
            let text = inlines(Paragraph::new().style(NORMAL), &entry.text);
            TableRow::new(vec![cell(term, WIDTH / 3), cell(text, WIDTH - WIDTH / 3)])
        };
        self.add_table(entries.iter().map(row).collect(), vec![WIDTH / 3, WIDTH - WIDTH / 3]);
    }

    fn table(&mut self, table: &content::Table) {
        self.paragraph(SMALL, &table.summary);
        let columns = table.columns.len().max(1);
        let each = WIDTH / columns;
        let mut rows = Vec::new();
        for head in &table.head {
            rows.push(TableRow::new(cells(head, each, true)).cant_split());
        }
        for row in &table.rows {
            rows.push(match row {
                Row::Heading { inlines: text, .. } | Row::Across { inlines: text } => {
                    let text = inlines(Paragraph::new().style(SMALL), text).bold();
                    TableRow::new(vec![cell(text, WIDTH).grid_span(columns)])
                }
                Row::Cells { cells: row, is_whole } => TableRow::new(cells(row, each, *is_whole)),
            });
        }
        self.add_table(rows, vec![each; columns]);
        for note in &table.notes {
            self.paragraph(SMALL, &format!("[{}] {}", note.mark, note.text));
        }
    }

    fn written(&mut self, text: &Written) {
        if text.is_specimen {
            self.paragraph(SMALL, "Specimen text.");
        }
        self.pieces(&text.pieces, NORMAL);
        if let Some(role) = &text.role {
            self.paragraph(SMALL, role);
        }
    }

    /// Pieces that are blocks become paragraphs; what runs within a line is gathered into one.
    fn pieces(&mut self, pieces: &[WrittenPiece], style: &str) {
        let mut line: Vec<Run> = Vec::new();
        for piece in pieces {
            let WrittenPiece::Group { group, pieces, start, .. } = piece else {
                run_of(piece, Look::default(), &mut line);
                continue;
            };
            match *group {
                "paragraph" | "quote" => {
                    self.add_runs(style, &mut line);
                    let style = if *group == "quote" { QUOTE } else { style };
                    self.pieces(pieces, style);
                }
                "list" => {
                    self.add_runs(style, &mut line);
                    for (number, item) in (start.unwrap_or(1)..).zip(pieces) {
                        let WrittenPiece::Group { pieces, .. } = item else { continue };
                        let mut runs = Vec::new();
                        pieces.iter().for_each(|piece| run_of(piece, Look::default(), &mut runs));
                        let paragraph = match start {
                            Some(_) => styles::paragraph(NORMAL, &format!("{number}. ")),
                            None => styles::bullet(),
                        };
                        self.add(runs.into_iter().fold(paragraph, Paragraph::add_run));
                    }
                }
                _ => run_of(piece, Look::default(), &mut line),
            }
        }
        self.add_runs(style, &mut line);
    }

    fn add_runs(&mut self, style: &str, line: &mut Vec<Run>) {
        if !line.is_empty() {
            self.add(line.drain(..).fold(Paragraph::new().style(style), Paragraph::add_run));
        }
    }

    fn add(&mut self, paragraph: Paragraph) {
        self.docx = std::mem::take(&mut self.docx).add_paragraph(paragraph);
    }

    fn add_table(&mut self, rows: Vec<TableRow>, grid: Vec<usize>) {
        let table = Table::new(rows).set_grid(grid).style(TABLE).width(WIDTH, WidthType::Dxa);
        self.docx = std::mem::take(&mut self.docx).add_table(table);
        // Two tables in a row would become one.
        self.paragraph(SMALL, "");
    }
}

fn cells(cells: &[Cell], each: usize, is_bold: bool) -> Vec<TableCell> {
    let one = |here: &Cell| {
        let text = inlines(Paragraph::new().style(SMALL), &here.inlines);
        let text = if is_bold || here.is_heading { text.bold() } else { text };
        let wide = cell(text, each * here.span);
        if here.span > 1 { wide.grid_span(here.span) } else { wide }
    };
    cells.iter().map(one).collect()
}

fn cell(paragraph: Paragraph, width: usize) -> TableCell {
    TableCell::new().add_paragraph(paragraph).width(width, WidthType::Dxa)
}

/// A rating is a word in a frame of brackets: it is never told by its colour.
fn word_of(rating: &Tag) -> Run {
    let colour = match rating.shade {
        "red" => "A3161F",
        "amber" => "7A4B00",
        "green" => "00552E",
        _ => "333333",
    };
    Run::new().add_text(format!("[{}]", rating.word)).bold().color(colour)
}

fn inlines(paragraph: Paragraph, inlines: &[Inline]) -> Paragraph {
    inlines.iter().fold(paragraph, |paragraph, inline| match inline {
        Inline::Text { text } | Inline::Chip { text } => paragraph.add_run(Run::new().add_text(text)),
        Inline::Strong { text } => paragraph.add_run(Run::new().add_text(text).bold()),
        Inline::Slanted { text } => paragraph.add_run(Run::new().add_text(text).italic()),
        Inline::Under { text } => {
            paragraph.add_run(Run::new().add_break(BreakType::TextWrapping).add_text(text))
        }
        Inline::Struck { text } => paragraph.add_run(Run::new().add_text(text).strike()),
        Inline::Mark { mark } => paragraph.add_run(Run::new().add_text(format!(" [{mark}]"))),
        Inline::Absent { mark } => paragraph.add_run(Run::new().add_text(format!("– [{mark}]"))),
        Inline::Rating(tag) | Inline::Shape(tag) => {
            paragraph.add_run(word_of(tag)).add_run(Run::new().add_text(" "))
        }
        Inline::Direction { word, since, .. } => {
            let since = since.as_ref().map_or_else(String::new, |since| format!(" {since}"));
            paragraph.add_run(Run::new().add_text(format!("{word}{since}")))
        }
        // Words beside them say the same.
        Inline::Arrow { .. } | Inline::Drawing { .. } => paragraph,
    })
}

#[derive(Debug, Clone, Copy, Default)]
struct Look {
    bold: bool,
    italic: bool,
}

fn run_of(piece: &WrittenPiece, look: Look, runs: &mut Vec<Run>) {
    match piece {
        WrittenPiece::Text { text } => {
            let run = Run::new().add_text(text);
            let run = if look.bold { run.bold() } else { run };
            runs.push(if look.italic { run.italic() } else { run });
        }
        WrittenPiece::Break => runs.push(Run::new().add_break(BreakType::TextWrapping)),
        WrittenPiece::Rule => {}
        WrittenPiece::Group { group, pieces, address, .. } => {
            let look = match *group {
                "strong" => Look { bold: true, ..look },
                "emphasis" => Look { italic: true, ..look },
                _ => look,
            };
            pieces.iter().for_each(|piece| run_of(piece, look, runs));
            if let Some(address) = address {
                runs.push(Run::new().add_text(format!(" ({address})")));
            }
        }
    }
}
