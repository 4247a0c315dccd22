//! CSV files, of whatever encoding and delimiter.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use chardetng::EncodingDetector;
use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use framework::RowRule;

use super::{Failure, Reader, Row, Sink, names, row_length};
use crate::fault::{Fault, FaultRule};

/// No row of a table is longer. What is, has lost its line ends or never had any.
const LONGEST_ROW: usize = 1 << 20;
const CHUNK: usize = 1 << 18;
/// How much of a file that isn't UTF-8 is looked at to tell what it is.
const SAMPLE: usize = 1 << 22;

/// A CSV file whose header has been read.
pub(crate) struct TextFile {
    name: String,
    columns: Vec<String>,
    lines: Lines<'static>,
    remark: Option<String>,
}

impl TextFile {
    /// Opens a file and reads its header.
    pub(crate) fn open(path: &Path, name: &str) -> Result<Self, Fault> {
        let unreadable = |error: io::Error| unreadable(name, &error);
        let encoding = encoding_of(path, name)?;
        let file = File::open(path).map_err(unreadable)?;
        let mut lines = Lines::new(file, encoding);
        let mut fields = Fields::default();
        lines.delimiter(&mut fields).map_err(unreadable)?;
        let header = match lines.next(&mut fields).map_err(unreadable)? {
            Some(Line { broken: Some(why), .. }) => {
                return Err(Fault::new(
                    FaultRule::WrongKind,
                    name,
                    format!("the first line isn't a header: {why}"),
                    "the first line names the columns",
                ));
            }
            Some(_) => names(fields.iter()),
            None => return Err(empty(name)),
        };
        // A byte order mark leaves no doubt.
        let sure = [UTF_8, UTF_16LE, UTF_16BE].contains(&encoding);
        let remark = (!sure).then(|| {
            format!(
                "{name} isn't UTF-8 and was read as {}: look whether its accents are right",
                encoding.name()
            )
        });
        Ok(Self { name: name.to_owned(), columns: header, lines, remark })
    }
}

impl Reader for TextFile {
    fn columns(&self) -> &[String] {
        &self.columns
    }

    fn remark(&self) -> Option<String> {
        self.remark.clone()
    }

    fn read(self: Box<Self>, wanted: &[usize], sink: &mut Sink<'_>) -> Result<(), Failure> {
        let Self { name, columns, lines, .. } = *self;
        read_lines(lines, &name, columns.len(), wanted, sink)
    }
}

/// Hands on the lines that are left.
fn read_lines(
    mut lines: Lines<'_>,
    name: &str,
    columns: usize,
    wanted: &[usize],
    sink: &mut Sink<'_>,
) -> Result<(), Failure> {
    let mut fields = Fields::default();
    while let Some(line) = lines.next(&mut fields).map_err(|error| unreadable(name, &error))? {
        let row = match line.broken {
            Some(why) => Row::Broken(RowRule::RowLength, why.to_owned()),
            None if fields.len() != columns => {
                Row::Broken(RowRule::RowLength, row_length(fields.len(), columns))
            }
            None => Row::Fields(&fields, wanted),
        };
        sink(line.number, row)?;
    }
    Ok(())
}

/// Reads CSV that a database hands over: UTF-8, with commas and without a header.
pub(super) fn read_stream(
    input: impl Read,
    name: &str,
    columns: usize,
    sink: &mut Sink<'_>,
) -> Result<(), Failure> {
    let wanted: Vec<usize> = (0..columns).collect();
    // One column without a value is a line with nothing on it.
    let lines = Lines { of_a_file: false, ..Lines::new(input, UTF_8) };
    read_lines(lines, name, columns, &wanted, sink)
}

pub(crate) fn unreadable(name: &str, error: &io::Error) -> Fault {
    Fault::new(
        FaultRule::Unreadable,
        name,
        format!("this cannot be read: {error}"),
        "check that it is there, its permissions, and that no other program holds it open",
    )
}

fn empty(name: &str) -> Fault {
    Fault::new(
        FaultRule::EmptyFile,
        name,
        "there is nothing in this file",
        "a table without rows still has a line with its columns; if there is no such table, take the file out",
    )
}

/// The encoding of a file, or why it is no text. The whole file is looked through, so that nothing is mistaken for
/// what its beginning seems to be.
fn encoding_of(path: &Path, name: &str) -> Result<&'static Encoding, Fault> {
    let unreadable = |error: io::Error| unreadable(name, &error);
    let mut file = File::open(path).map_err(unreadable)?;
    let mut chunk = vec![0; CHUNK];
    let mut kept = 0;
    let mut first = true;
    let mut anything = false;
    loop {
        let read = file.read(&mut chunk[kept..]).map_err(unreadable)?;
        let bytes = &chunk[..kept + read];
        if first {
            if let Some(kind) = kind_of(bytes) {
                return Err(wrong_kind(name, kind));
            }
            if bytes.starts_with(b"\xff\xfe") {
                return Ok(UTF_16LE);
            }
            if bytes.starts_with(b"\xfe\xff") {
                return Ok(UTF_16BE);
            }
            first = false;
        }
        if memchr::memchr(0, bytes).is_some() {
            return Err(wrong_kind(name, "not text (it has zero bytes)"));
        }
        anything |= bytes.iter().any(|byte| !byte.is_ascii_whitespace());
        match std::str::from_utf8(bytes) {
            Ok(_) => kept = 0,
            Err(error) if error.error_len().is_none() && read > 0 => {
                let from = error.valid_up_to();
                kept = bytes.len() - from;
                chunk.copy_within(from..from + kept, 0);
            }
            Err(_) => return guess(path).map_err(unreadable),
        }
        if read == 0 {
            return if anything { Ok(UTF_8) } else { Err(empty(name)) };
        }
    }
}

/// What a text that isn't UTF-8 seems to be.
fn guess(path: &Path) -> io::Result<&'static Encoding> {
    let mut detector = EncodingDetector::new();
    let mut file = File::open(path)?;
    let mut chunk = vec![0; CHUNK];
    let mut seen = 0;
    while seen < SAMPLE {
        let read = file.read(&mut chunk)?;
        if read == 0 {
            break;
        }
        // A long beginning in plain letters says nothing.
        if !chunk[..read].is_ascii() {
            seen += read;
        }
        detector.feed(&chunk[..read], false);
    }
    detector.feed(&[], true);
    Ok(detector.guess(Some(b"uk"), false))
}

/// What a file is that cannot be CSV.
fn kind_of(bytes: &[u8]) -> Option<&'static str> {
    const SIGNATURES: [(&[u8], &str); 5] = [
        (b"PK\x03\x04", "a workbook or zip file"),
        (b"\xd0\xcf\x11\xe0", "an old Excel or Word file"),
        (b"%PDF", "a PDF file"),
        (b"PAR1", "a Parquet file"),
        (b"\x1f\x8b", "a compressed file"),
    ];
    SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)).map(|(_, kind)| *kind)
}

fn wrong_kind(name: &str, kind: &str) -> Fault {
    Fault::new(
        FaultRule::WrongKind,
        name,
        format!("this is {kind}, whatever its name says"),
        "save the table as CSV, or give the file the ending of what it is: `.xlsx` or `.parquet`",
    )
}

/// The fields of a line, all in one text.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl Fields {
    fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    fn end_field(&mut self) {
        self.ends.push(self.text.len());
    }

    fn len(&self) -> usize {
        self.ends.len()
    }

    /// A field of a line of which it is known that it is UTF-8.
    pub(crate) fn get(&self, position: usize) -> &str {
        let Some(&end) = self.ends.get(position) else { return "" };
        let start = position.checked_sub(1).map_or(0, |before| self.ends[before]);
        std::str::from_utf8(&self.text[start..end]).unwrap_or_default()
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|position| self.get(position))
    }

    fn is_utf8(&self) -> bool {
        std::str::from_utf8(&self.text).is_ok()
    }

    /// Whether it is a line with nothing on it.
    fn is_blank(&self) -> bool {
        self.len() == 1 && self.text.iter().all(u8::is_ascii_whitespace)
    }

    /// Takes the first line of some bytes apart. Nothing if it doesn't end in them.
    fn take(&mut self, bytes: &[u8], delimiter: u8) -> Option<usize> {
        self.clear();
        let newline = memchr::memchr(b'\n', bytes)?;
        let line = &bytes[..newline];
        if memchr::memchr(b'"', line).is_some() {
            return self.take_quoted(bytes, delimiter);
        }
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let mut from = 0;
        for at in memchr::memchr_iter(delimiter, line) {
            self.text.extend_from_slice(&line[from..at]);
            self.end_field();
            from = at + 1;
        }
        self.text.extend_from_slice(&line[from..]);
        self.end_field();
        Some(newline + 1)
    }

    /// The same where there are quotation marks. One that doesn't begin a field is part of its text.
    fn take_quoted(&mut self, bytes: &[u8], delimiter: u8) -> Option<usize> {
        let mut quoted = false;
        let mut begins = true;
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            at += 1;
            if quoted {
                if byte != b'"' {
                    self.text.push(byte);
                } else if bytes.get(at) == Some(&b'"') {
                    self.text.push(b'"');
                    at += 1;
                } else {
                    quoted = false;
                }
                continue;
            }
            if byte == b'"' && begins {
                quoted = true;
            } else if byte == delimiter {
                self.end_field();
                begins = true;
                continue;
            } else if byte == b'\n' {
                let start = self.ends.last().copied().unwrap_or(0);
                if self.text.len() > start && self.text.last() == Some(&b'\r') {
                    self.text.pop();
                }
                self.end_field();
                return Some(at);
            } else {
                self.text.push(byte);
            }
            begins = false;
        }
        None
    }
}

/// A line that was read.
struct Line {
    /// Its number in the file, from 1.
    number: u64,
    /// Why it is no row.
    broken: Option<&'static str>,
}

/// The lines of a text. A quotation mark that is never closed spoils its own line and no other.
struct Lines<'a> {
    input: Box<dyn Read + 'a>,
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    /// Bytes read and not yet handed on begin at `start`.
    buffer: Vec<u8>,
    start: usize,
    ended: bool,
    number: u64,
    delimiter: u8,
    /// Whether these are the lines of a file, of which those with nothing on them are no rows; else each is a row.
    of_a_file: bool,
}

impl<'a> Lines<'a> {
    fn new(input: impl Read + 'a, encoding: &'static Encoding) -> Self {
        Self {
            input: Box::new(input),
            decoder: (encoding != UTF_8).then(|| encoding.new_decoder_with_bom_removal()),
            raw: vec![0; CHUNK],
            buffer: Vec::new(),
            start: 0,
            ended: false,
            number: 0,
            delimiter: b',',
            of_a_file: true,
        }
    }

    fn rest(&self) -> &[u8] {
        &self.buffer[self.start..]
    }

    /// Reads more; an end is written after the last line if it has none.
    fn fill(&mut self) -> io::Result<()> {
        self.buffer.drain(..self.start);
        self.start = 0;
        let read = loop {
            match self.input.read(&mut self.raw) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        self.ended = read == 0;
        match &mut self.decoder {
            None => self.buffer.extend_from_slice(&self.raw[..read]),
            Some(decoder) => {
                let mut bytes = &self.raw[..read];
                let mut text = String::with_capacity(read + read / 2 + 64);
                loop {
                    let (result, used, _) = decoder.decode_to_string(bytes, &mut text, self.ended);
                    bytes = &bytes[used..];
                    if result == CoderResult::InputEmpty {
                        break;
                    }
                    text.reserve(bytes.len() + 64);
                }
                self.buffer.extend_from_slice(text.as_bytes());
            }
        }
        if self.ended && self.buffer.last().is_some_and(|&last| last != b'\n') {
            self.buffer.push(b'\n');
        }
        Ok(())
    }

    /// Finds the delimiter in the first line, and passes over what spreadsheets put before it.
    fn delimiter(&mut self, fields: &mut Fields) -> io::Result<()> {
        self.fill()?;
        if self.buffer.starts_with(b"\xef\xbb\xbf") {
            self.start = 3;
        }
        let mut first = self.rest();
        while let Some((b'\n' | b'\r' | b' ', rest)) = first.split_first() {
            first = rest;
        }
        if let [b's', b'e', b'p', b'=', delimiter, b'\r' | b'\n', ..] = first {
            self.delimiter = *delimiter;
            self.next(fields)?;
            return Ok(());
        }
        let line = &first[..memchr::memchr(b'\n', first).unwrap_or(first.len())];
        let count = |delimiter: u8| memchr::memchr_iter(delimiter, line).count();
        self.delimiter = [b',', b';', b'\t', b'|']
            .into_iter()
            .rev()
            .max_by_key(|&delimiter| count(delimiter))
            .unwrap_or(b',');
        Ok(())
    }

    /// The next line that isn't blank.
    fn next(&mut self, fields: &mut Fields) -> io::Result<Option<Line>> {
        loop {
            match fields.take(self.rest(), self.delimiter) {
                Some(length) if length <= LONGEST_ROW => {
                    let number = self.number + 1;
                    let taken = &self.buffer[self.start..self.start + length];
                    let lines = if self.of_a_file { memchr::memchr_iter(b'\n', taken).count() } else { 1 };
                    self.number += u64::try_from(lines).unwrap_or_default();
                    self.start += length;
                    if !(self.of_a_file && fields.is_blank()) {
                        let broken = (!fields.is_utf8()).then_some("the row isn't text");
                        return Ok(Some(Line { number, broken }));
                    }
                }
                None if !self.ended && self.rest().len() <= LONGEST_ROW => self.fill()?,
                None if self.rest().is_empty() => return Ok(None),
                _ => return self.pass_over().map(Some),
            }
        }
    }

    /// Passes over one line that is no row.
    fn pass_over(&mut self) -> io::Result<Line> {
        self.number += 1;
        let mut length = 0;
        loop {
            if let Some(newline) = memchr::memchr(b'\n', self.rest()) {
                length += newline;
                self.start += newline + 1;
                break;
            }
            length += self.rest().len();
            self.start = self.buffer.len();
            if self.ended {
                break;
            }
            self.fill()?;
        }
        let broken = if length > LONGEST_ROW {
            "the row is longer than a million characters"
        } else {
            "a quotation mark is opened and not closed"
        };
        Ok(Line { number: self.number, broken: Some(broken) })
    }
}
