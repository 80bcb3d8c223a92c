//! The tokens of Rich Text Format.

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word<'a> {
    /// A group begins.
    Open,
    /// A group ends.
    Close,
    /// `\*`: the group may be passed over by who does not know it.
    Ignorable,
    /// Bytes of words.
    Bytes(&'a [u8]),
    /// One byte, written `\'hh`.
    Byte(u8),
    /// A sign that is written with a backslash.
    Symbol(&'static str),
    /// A control word and its number.
    Control(&'a str, Option<i64>),
}

/// Reads tokens of bytes.
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Begins to read.
    pub fn of(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The next token.
    pub fn next(&mut self) -> Option<Word<'a>> {
        loop {
            let (first, after) = self.rest.split_first()?;
            if !matches!(first, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0) {
                return Some(Word::Bytes(self.run()));
            }
            self.rest = after;
            return Some(match first {
                b'{' => Word::Open,
                b'}' => Word::Close,
                b'\\' => match self.escaped() {
                    Some(word) => word,
                    None => continue,
                },
                // Ends of lines and zeros are the file's own.
                _ => continue,
            });
        }
    }

    /// Bytes up to one that means something.
    fn run(&mut self) -> &'a [u8] {
        let is_mark = |byte: &u8| matches!(byte, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0);
        let length = self.rest.iter().position(is_mark).unwrap_or(self.rest.len());
        let (run, rest) = self.rest.split_at(length);
        self.rest = rest;
        run
    }

    fn escaped(&mut self) -> Option<Word<'a>> {
        let (first, after) = self.rest.split_first()?;
        if first.is_ascii_alphabetic() {
            return self.control();
        }
        self.rest = after;
        Some(match first {
            b'\'' => return self.byte(),
            b'*' => Word::Ignorable,
            b'\\' => Word::Symbol("\\"),
            b'{' => Word::Symbol("{"),
            b'}' => Word::Symbol("}"),
            b'~' => Word::Symbol("\u{a0}"),
            b'_' => Word::Symbol("\u{2011}"),
            b'\r' | b'\n' => Word::Control("par", None),
            b'\t' => Word::Control("tab", None),
            _ => return None,
        })
    }

    fn byte(&mut self) -> Option<Word<'a>> {
        let digits = self.rest.get(..2).and_then(|digits| std::str::from_utf8(digits).ok())?;
        let byte = u8::from_str_radix(digits, 16).ok()?;
        self.rest = &self.rest[2..];
        Some(Word::Byte(byte))
    }

    /// A control word, its number and the one blank that ends it.
    fn control(&mut self) -> Option<Word<'a>> {
        let name = self.take_while(u8::is_ascii_alphabetic);
        let minus = self.rest.first() == Some(&b'-') && self.rest.get(1).is_some_and(u8::is_ascii_digit);
        self.rest = &self.rest[usize::from(minus)..];
        let digits = self.take_while(u8::is_ascii_digit);
        let number = digits.parse::<i64>().ok().map(|number| if minus { -number } else { number });
        if self.rest.first() == Some(&b' ') {
            self.rest = &self.rest[1..];
        }
        if name == "bin" {
            // That many bytes follow that are no tokens.
            let length = number.and_then(|number| usize::try_from(number).ok()).unwrap_or_default();
            self.rest = self.rest.get(length..).unwrap_or_default();
            return None;
        }
        Some(Word::Control(name, number))
    }

    fn take_while(&mut self, is_part: impl Fn(&u8) -> bool) -> &'a str {
        let length = self.rest.iter().position(|byte| !is_part(byte)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        // ASCII by the conditions given.
        std::str::from_utf8(taken).unwrap_or_default()
    }
}
