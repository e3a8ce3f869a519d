//! The old Microsoft container (compound file): enough of it to list its streams and read one.
//!
//! It exists to tell .xls, .doc, .msg and locked files apart, and to give the BIFF pass the
//! workbook stream. Damaged chains end early instead of failing; nothing is ever written.

/// First eight bytes of every compound file.
pub const SIGNATURE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Sector numbers from here on mean "end", "free" and the like.
const LAST_SECTOR: u32 = 0xffff_fffa;

/// Streams shorter than this lie in the mini stream, as the format lays down.
const MINI_CUTOFF_BYTES: u64 = 4096;

/// Bytes of one directory entry.
const ENTRY_BYTES: usize = 128;

/// An opened compound file.
pub struct Compound<'a> {
    bytes: &'a [u8],
    sector_bytes: usize,
    mini_bytes: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini_stream: Vec<u8>,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    start: u32,
    size: u64,
}

impl<'a> Compound<'a> {
    /// Opens a compound file; `None` when it is none or its header is damaged.
    pub fn open(bytes: &'a [u8]) -> Option<Compound<'a>> {
        if bytes.get(..8)? != SIGNATURE.as_slice() {
            return None;
        }
        let sector_bytes = 1usize.checked_shl(u32::from(u16_at(bytes, 30)?))?;
        let mini_bytes = 1usize.checked_shl(u32::from(u16_at(bytes, 32)?))?;
        if !(128..=65536).contains(&sector_bytes) || !(8..=4096).contains(&mini_bytes) {
            return None;
        }
        let mut file = Compound {
            bytes,
            sector_bytes,
            mini_bytes,
            fat: Vec::new(),
            mini_fat: Vec::new(),
            mini_stream: Vec::new(),
            entries: Vec::new(),
        };
        file.read_fat();
        let directory = file.chain(u32_at(bytes, 48)?);
        file.entries = directory.chunks_exact(ENTRY_BYTES).filter_map(entry).collect();
        let mini_fat = file.chain(u32_at(bytes, 60)?);
        file.mini_fat = words(&mini_fat).collect();
        if let Some(root) = file.entries.first() {
            file.mini_stream = file.chain(root.start);
        }
        Some(file)
    }

    /// Names of all streams and storages, in the order of the directory.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|e| e.name.as_str())
    }

    /// True when there is an entry of that name.
    pub fn has(&self, name: &str) -> bool {
        self.names().any(|n| n.eq_ignore_ascii_case(name))
    }

    /// The bytes of a stream, as far as they can be followed.
    pub fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.entries.iter().find(|e| e.name.eq_ignore_ascii_case(name))?;
        let mut data = if entry.size < MINI_CUTOFF_BYTES {
            self.mini_chain(entry.start)
        } else {
            self.chain(entry.start)
        };
        data.truncate(usize::try_from(entry.size).unwrap_or(usize::MAX));
        Some(data)
    }

    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.sector_bytes)?;
        let end = start.checked_add(self.sector_bytes)?.min(self.bytes.len());
        self.bytes.get(start..end)
    }

    fn read_fat(&mut self) {
        let mut places: Vec<u32> = words(&self.bytes[76..self.bytes.len().min(512)]).collect();
        let mut next = u32_at(self.bytes, 68).unwrap_or(u32::MAX);
        let most = self.bytes.len() / self.sector_bytes + 1;
        for _ in 0..most {
            let Some(sector) = (next < LAST_SECTOR).then(|| self.sector(next)).flatten() else {
                break;
            };
            let mut list: Vec<u32> = words(sector).collect();
            next = list.pop().unwrap_or(u32::MAX);
            places.extend(list);
        }
        places.truncate(most);
        for place in places.into_iter().filter(|p| *p < LAST_SECTOR) {
            if let Some(sector) = self.sector(place) {
                self.fat.extend(words(sector));
            }
        }
    }

    fn chain(&self, start: u32) -> Vec<u8> {
        let mut data = Vec::new();
        let mut next = start;
        // A chain cannot be longer than the file: a loop ends here.
        for _ in 0..=self.fat.len() {
            let Some(sector) = (next < LAST_SECTOR).then(|| self.sector(next)).flatten() else {
                break;
            };
            data.extend_from_slice(sector);
            next = self.fat.get(next as usize).copied().unwrap_or(u32::MAX);
        }
        data
    }

    fn mini_chain(&self, start: u32) -> Vec<u8> {
        let mut data = Vec::new();
        let mut next = start;
        for _ in 0..=self.mini_fat.len() {
            let from = (next as usize).saturating_mul(self.mini_bytes);
            let to = from.saturating_add(self.mini_bytes).min(self.mini_stream.len());
            match self.mini_stream.get(from..to) {
                Some(piece) if next < LAST_SECTOR => data.extend_from_slice(piece),
                _ => break,
            }
            next = self.mini_fat.get(next as usize).copied().unwrap_or(u32::MAX);
        }
        data
    }
}

fn entry(raw: &[u8]) -> Option<Entry> {
    let length = usize::from(u16_at(raw, 64)?).min(64);
    if length < 2 || raw[66] == 0 {
        return None;
    }
    let units: Vec<u16> =
        raw[..length - 2].chunks_exact(2).map(|p| u16::from_le_bytes([p[0], p[1]])).collect();
    Some(Entry {
        name: String::from_utf16_lossy(&units),
        start: u32_at(raw, 116)?,
        size: u64::from(u32_at(raw, 120)?),
    })
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).map(|w| u32::from_le_bytes([w[0], w[1], w[2], w[3]]))
}

/// A little-endian 16-bit number at an offset.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?).map(|b| u16::from_le_bytes([b[0], b[1]]))
}

/// A little-endian 32-bit number at an offset.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}
