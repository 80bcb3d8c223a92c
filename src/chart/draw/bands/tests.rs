use super::super::cells::cells;
use super::*;
use crate::chart::draw::TimeWindow;
use crate::chart::draw::crowd::tests::{framed, many};
use crate::chart::draw::raster::FALLS;

fn holds(bands: &[Band], row: usize) -> bool {
    bands.iter().any(|(first, last)| (usize::from(*first)..=usize::from(*last)).contains(&row))
}

fn is_in_order(bands: &[Band]) -> bool {
    bands.windows(2).all(|pair| pair[0].1 + 1 < pair[1].0) && bands.iter().all(|band| band.0 <= band.1)
}

fn rows(set: &[u64]) -> Vec<usize> {
    let mut rows = Vec::new();
    bits::runs(set, |first, last| rows.extend(first..=last));
    rows
}

/// What bands must keep, at every width and on both scales: nothing that a slot holds is left out.
#[test]
fn bands_hold_all_rows_of_their_groups_are_few_and_begin_and_end_on_rows_that_are_held() {
    let panels = many(4);
    let mut asked = 0;
    for cell in cells(&panels).iter() {
        let raster = cell.raster(&panels.ranked);
        for (room, logarithmic) in [(1.0, false), (3.0, true), (9.9, false), (200.0, true), (1e9, false)] {
            let bands = raster.bands(room, logarithmic);
            let mut slot = 0;
            for (group, days) in bands.groups.iter().enumerate() {
                let start = slot;
                while raster.slots.get(slot).is_some_and(|slot| slot.1 <= days.1) {
                    slot += 1;
                }
                assert!(f64::from(days.1 - days.0) < room.max(1.0) && start < slot);
                for layer in 0..LAYERS {
                    asked += check(raster, bands, (group, start..slot), layer);
                }
            }
            assert_eq!(slot, raster.slots.len());
        }
    }
    assert!(asked > 10_000, "{asked}");
}

fn check(raster: &Raster, bands: &Bands, (group, slots): (usize, Range<usize>), layer: usize) -> usize {
    let (standing, lying) = (bands.standing(group, layer), bands.lying(group, layer));
    assert!(standing.len() <= MOST && lying.len() <= MOST && is_in_order(standing) && is_in_order(lying));
    let mut held: Vec<usize> = Vec::new();
    for slot in slots.clone() {
        held.extend(rows(raster.upright(slot, layer)));
        held.extend(rows(raster.level(slot, layer)));
    }
    held.extend(slots.start.checked_sub(1).iter().flat_map(|before| rows(raster.level(*before, layer))));
    assert!(held.iter().all(|row| holds(standing, *row)));
    let begin_and_end = standing.iter().flat_map(|(first, last)| [usize::from(*first), usize::from(*last)]);
    assert!(begin_and_end.into_iter().all(|row| held.contains(&row)));
    let last = rows(raster.level(slots.end - 1, layer));
    assert!(last.iter().all(|row| holds(lying, *row)) && (layer != FALLS || lying.is_empty()));
    held.len()
}

/// What is kept from frame to frame must not be seen: a chart looks the same whichever way one came to it.
#[test]
fn a_picture_does_not_depend_on_the_pictures_before() {
    let travelled = many(7);
    let fit = TimeWindow::fit(&travelled);
    let windows = [fit, fit.moved(31.3), fit.zoomed(0.11, fit.end), fit.zoomed(1.7, fit.start), fit];
    for window in windows {
        let after = framed(&travelled, window, 640.0);
        assert_eq!(after.shapes, framed(&many(7), window, 640.0).shapes);
    }
}

#[test]
fn doublings_rise_with_numbers() {
    let numbers = [0, 1, 2, 3, 4, 7, 8, 255, 256, 257, 1000, 1 << 40, (1 << 40) + (1 << 33), u64::MAX];
    assert!(numbers.windows(2).all(|pair| doublings(pair[0]) <= doublings(pair[1])));
    assert_eq!([1, 2, 3, 4, 1024].map(doublings), [0, 256, 384, 512, 2560]);
}
