//! What is said in one breath of all of a set ("both of them public complaints made by women", "It was made by a
//! woman and was not upheld") holds of it jointly too: as many are public and made by women.

use crate::model::observation::Cell;

/// Most values that are put together in every way; of more, only all of them at once.
const FEW: usize = 3;

/// The cells of a set with two or more of the values that were said of all of it.
pub(super) fn cells(set: &Cell, said: &Cell) -> Vec<Cell> {
    let own: Vec<_> = said.iter().filter(|(d, _)| !set.contains_key(*d)).collect();
    let with = |picked: &dyn Fn(usize) -> bool| {
        let mut cell = set.clone();
        let values = own.iter().enumerate().filter(|(i, _)| picked(*i));
        cell.extend(values.map(|(_, (d, v))| ((*d).clone(), (*v).clone())));
        cell
    };
    if own.len() < 2 {
        return Vec::new();
    }
    if own.len() > FEW {
        return vec![with(&|_| true)];
    }
    let subsets = (0..1_u32 << own.len()).filter(|mask| mask.count_ones() > 1);
    subsets.map(|mask| with(&|i| mask & (1 << i) != 0)).collect()
}

#[cfg(test)]
mod tests {
    use crate::extract::prose::tests::{TOTAL, read};

    #[test]
    fn what_is_said_of_all_at_once_is_said_jointly() {
        let facts = read(&[
            TOTAL,
            "In 2017 there were two, both of them public complaints made by women.",
            "In 2018 there was one. It was raised internally and was not upheld.",
        ]);
        let said = ["2017 public", "2017 female public", "not_upheld 2018 internal"]
            .map(|k| facts.get(k).copied());
        assert_eq!(said, [Some(2), Some(2), Some(1)], "{facts:?}");
    }
}
