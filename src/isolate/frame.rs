//! Messages between the program and its workers: four bytes of length, then the value in postcard's
//! form. Neither side believes the other's length beyond a limit.

use std::io::{Error, ErrorKind, Read, Result, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Largest message, in bytes: what is read of the largest files stays below a tenth of it.
pub const MAX_BYTES: u32 = 512 << 20;

/// Writes one message.
///
/// # Errors
/// A pipe that is closed, or a message beyond the limit.
pub fn write(to: &mut dyn Write, value: &impl Serialize) -> Result<()> {
    to.write_all(&bytes(value)?)?;
    to.flush()
}

/// A message as it travels.
///
/// # Errors
/// A message beyond the limit.
pub fn bytes(value: &impl Serialize) -> Result<Vec<u8>> {
    let mut out = postcard::to_extend(value, vec![0; 4]).map_err(Error::other)?;
    let length = u32::try_from(out.len() - 4).ok().filter(|n| *n <= MAX_BYTES);
    let length = length.ok_or_else(|| Error::from(ErrorKind::FileTooLarge))?;
    out[..4].copy_from_slice(&length.to_le_bytes());
    Ok(out)
}

/// Reads one message; `None` when the other side is done.
///
/// # Errors
/// A pipe that breaks off inside a message, or a length beyond the limit.
pub fn read(from: &mut dyn Read) -> Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    match from.read_exact(&mut length) {
        Ok(()) => {}
        Err(e) if e.kind() == ErrorKind::UnexpectedEof => return Ok(None),
        Err(e) => return Err(e),
    }
    let length = u32::from_le_bytes(length);
    if length > MAX_BYTES {
        return Err(Error::from(ErrorKind::FileTooLarge));
    }
    // The memory grows with what comes, not with what is announced.
    let mut out = Vec::new();
    from.take(u64::from(length)).read_to_end(&mut out)?;
    if out.len() < length as usize {
        return Err(Error::from(ErrorKind::UnexpectedEof));
    }
    Ok(Some(out))
}

/// The value of a message.
///
/// # Errors
/// Bytes that are no such value.
pub fn value<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    postcard::from_bytes(bytes).map_err(|e| Error::new(ErrorKind::InvalidData, e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_come_back_one_by_one_and_a_torn_one_is_told() {
        let mut pipe = Vec::new();
        write(&mut pipe, &("a".to_string(), 7u32)).unwrap();
        write(&mut pipe, &("b".to_string(), 8u32)).unwrap();
        let mut from = &pipe[..];
        let one: (String, u32) = value(&read(&mut from).unwrap().unwrap()).unwrap();
        let two: (String, u32) = value(&read(&mut from).unwrap().unwrap()).unwrap();
        assert_eq!((one.0.as_str(), one.1, two.0.as_str(), two.1), ("a", 7, "b", 8));
        assert!(read(&mut from).unwrap().is_none());
        let mut torn = &pipe[..pipe.len() - 1];
        read(&mut torn).unwrap();
        assert!(read(&mut torn).is_err());
        let mut huge = &[255u8, 255, 255, 255, 0][..];
        assert_eq!(read(&mut huge).unwrap_err().kind(), ErrorKind::FileTooLarge);
    }
}
