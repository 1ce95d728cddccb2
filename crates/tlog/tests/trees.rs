//! Trees against the definition in RFC 6962, computed the slow way, and against published roots.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{Log, leaves, naive_consistency, naive_leaf, naive_path, naive_root, unhex};
use netra_tlog::{EMPTY_ROOT, Frontier, Hash, Tiles, TreeError, check_consistency, check_inclusion, leaf_hash};
use proptest::prelude::*;

/// The eight leaves and the roots that implementations of Certificate Transparency test with.
#[test]
fn published_roots_are_reproduced() {
    let inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
    let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    let mut frontier = Frontier::empty();
    for (size, root) in roots.iter().enumerate() {
        assert_eq!(frontier.root().to_vec(), unhex(root), "root of {size} leaves");
        if let Some(input) = inputs.get(size) {
            frontier = frontier.grow(&[leaf_hash(&unhex(input))]).unwrap().frontier;
        }
    }
}

#[test]
fn every_proof_of_every_small_tree_is_the_one_in_the_definition() {
    let log = Log::of(&leaves(70), &[]);
    let reader = log.reader();
    for size in 0..=70_usize {
        let part = &log.leaves[..size];
        let root = reader.root(size as u64).unwrap();
        assert_eq!(root, naive_root(part));
        for index in 0..size {
            let path = reader.inclusion(index as u64, size as u64).unwrap();
            assert_eq!(path, naive_path(index, part), "leaf {index} of {size}");
            check_inclusion(&path, size as u64, &root, index as u64, &part[index]).unwrap();
        }
        for old in 1..=size {
            let proof = reader.consistency(old as u64, size as u64).unwrap();
            assert_eq!(proof, naive_consistency(old, part, true), "{old} to {size}");
            let old_root = naive_root(&part[..old]);
            check_consistency(&proof, old as u64, &old_root, size as u64, &root).unwrap();
        }
    }
}

/// 70,000 leaves: 273 full tiles and one of 112, one full and one of 17, one of a single hash.
#[test]
fn a_tree_of_70000_leaves_has_exactly_the_tiles_of_the_format() {
    let all = leaves(70_000);
    let log = Log::of(&all, &[3_000, 1, 62_535, 300]);
    let widths = |level: u8| -> Vec<usize> {
        log.tiles.range((level, 0)..=(level, u64::MAX)).map(|(_, bytes)| bytes.len() / 32).collect()
    };
    let mut ground = vec![256; 273];
    ground.push(112);
    assert_eq!(widths(0), ground);
    assert_eq!(widths(1), [256, 17]);
    assert_eq!(widths(2), [1]);
    assert_eq!(widths(3), [0; 0]);
    assert_eq!(log.frontier.root(), naive_root(&all));
    assert_eq!(log.tiles[&(1, 0)][..32], naive_root(&all[..256]));
    assert_eq!(log.tiles[&(2, 0)][..], naive_root(&all[..65_536]));
    let reader = log.reader();
    for index in [0, 255, 256, 65_535, 65_536, 69_999] {
        let path = reader.inclusion(index, 70_000).unwrap();
        let leaf = all[usize::try_from(index).unwrap()];
        assert_eq!(reader.leaf(index).unwrap(), leaf);
        check_inclusion(&path, 70_000, &log.frontier.root(), index, &leaf).unwrap();
    }
    let proof = reader.consistency(65_537, 70_000).unwrap();
    let old = reader.root(65_537).unwrap();
    assert_eq!(old, naive_root(&all[..65_537]));
    check_consistency(&proof, 65_537, &old, 70_000, &log.frontier.root()).unwrap();
}

#[test]
fn the_empty_tree_begins_every_tree() {
    let log = Log::of(&leaves(3), &[]);
    let root = log.frontier.root();
    assert_eq!(log.reader().consistency(0, 3).unwrap(), Vec::<Hash>::new());
    check_consistency(&[], 0, &EMPTY_ROOT, 3, &root).unwrap();
    assert_eq!(check_consistency(&[], 0, &root, 3, &root), Err(TreeError::NotConsistent));
    assert_eq!(check_consistency(&[root], 0, &EMPTY_ROOT, 3, &root), Err(TreeError::NotConsistent));
    assert_eq!(check_consistency(&[], 0, &EMPTY_ROOT, 0, &root), Err(TreeError::NotConsistent));
    assert_eq!(Log::default().reader().root(0).unwrap(), EMPTY_ROOT);
}

#[test]
fn what_is_not_there_is_named() {
    let log = Log::of(&leaves(300), &[]);
    let reader = log.reader();
    assert_eq!(reader.root(301), Err(TreeError::SizeBeyondTree { asked: 301, have: 300 }));
    assert_eq!(reader.inclusion(9, 9), Err(TreeError::IndexBeyondTree { index: 9, size: 9 }));
    assert_eq!(reader.consistency(10, 9), Err(TreeError::SizeBeyondTree { asked: 10, have: 9 }));
    assert_eq!(reader.leaf(300), Err(TreeError::IndexBeyondTree { index: 300, size: 300 }));

    let no_second = |level, index| log.tiles.get(&(level, index)).filter(|_| index != 1).cloned();
    let missing = TreeError::TileMissing { level: 0, index: 1 };
    assert_eq!(Tiles::new(300, no_second).unwrap().root(300), Err(missing.clone()));
    assert_eq!(Frontier::from_tiles(300, no_second), Err(missing));

    let short = |level, index| log.tiles.get(&(level, index)).map(|tile| tile[..tile.len() - 1].to_vec());
    let damaged = |error| matches!(error, Err(TreeError::TileDamaged { level: 0, index: 1, .. }));
    assert!(damaged(Tiles::new(300, short).unwrap().leaf(256).map(|_| ())));
    assert!(damaged(Frontier::from_tiles(300, short).map(|_| ())));

    let huge = Tiles::new(u64::MAX, |_, _| None).map(|_| ());
    assert_eq!(huge, Err(TreeError::TooLarge { size: u64::MAX }));
}

#[test]
fn growing_leaves_the_old_frontier_usable() {
    let before = Frontier::empty().grow(&leaves(255)).unwrap().frontier;
    let copy = before.clone();
    let growth = before.grow(&leaves(2)).unwrap();
    assert_eq!((growth.old_size, growth.frontier.size(), before.size()), (255, 257, 255));
    assert_eq!(before, copy);
    let nothing = before.grow(&[]).unwrap();
    assert_eq!((nothing.tiles.len(), nothing.frontier), (0, before));
}

fn some_leaves() -> impl Strategy<Value = Vec<Hash>> {
    prop_oneof![3 => 1_usize..300, 1 => 300_usize..1500].prop_flat_map(|count| {
        any::<u64>().prop_map(move |seed| (0..count).map(|at| naive_leaf(format!("{seed}/{at}").as_bytes())).collect())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn however_leaves_are_batched_the_tree_is_the_same(
        all in some_leaves(),
        batches in proptest::collection::vec(0_usize..400, 0..8),
    ) {
        let log = Log::of(&all, &batches);
        let at_once = Log::of(&all, &[]);
        prop_assert_eq!(&log.tiles, &at_once.tiles);
        prop_assert_eq!(&log.frontier, &at_once.frontier);
        prop_assert_eq!(log.frontier.root(), naive_root(&all));
    }

    #[test]
    fn the_right_edge_of_any_earlier_tree_is_rebuilt_from_todays_tiles(
        all in some_leaves(),
        part in any::<prop::sample::Index>(),
    ) {
        let log = Log::of(&all, &[]);
        let size = part.index(all.len() + 1);
        let rebuilt = Frontier::from_tiles(size as u64, |l, i| log.tiles.get(&(l, i)).cloned()).unwrap();
        let grown = Frontier::empty().grow(&all[..size]).unwrap().frontier;
        prop_assert_eq!(&rebuilt, &grown);
        prop_assert_eq!(rebuilt.grow(&all[size..]).unwrap().frontier.root(), log.frontier.root());
    }

    #[test]
    fn every_leaf_proves_and_every_changed_bit_is_refused(
        all in some_leaves(),
        size in any::<prop::sample::Index>(),
        leaf in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        bit in 0_usize..256,
    ) {
        let log = Log::of(&all, &[]);
        let size = size.index(all.len()) + 1;
        let index = leaf.index(size);
        let (reader, n, i) = (log.reader(), size as u64, index as u64);
        let root = reader.root(n).unwrap();
        let path = reader.inclusion(i, n).unwrap();
        prop_assert_eq!(&path, &naive_path(index, &all[..size]));
        prop_assert_eq!(check_inclusion(&path, n, &root, i, &all[index]), Ok(()));
        let flip = |hash: &Hash| { let mut hash = *hash; hash[bit / 8] ^= 1 << (bit % 8); hash };
        prop_assert!(check_inclusion(&path, n, &flip(&root), i, &all[index]).is_err());
        prop_assert!(check_inclusion(&path, n, &root, i, &flip(&all[index])).is_err());
        if !path.is_empty() {
            let mut wrong = path.clone();
            let at = at.index(path.len());
            wrong[at] = flip(&wrong[at]);
            prop_assert!(check_inclusion(&wrong, n, &root, i, &all[index]).is_err());
            prop_assert!(check_inclusion(&path[1..], n, &root, i, &all[index]).is_err());
            prop_assert!(check_inclusion(&path, n, &root, (i + 1) % n, &all[index]).is_err());
        }
        let longer = [path.as_slice(), &[root]].concat();
        prop_assert!(check_inclusion(&longer, n, &root, i, &all[index]).is_err());
    }

    #[test]
    fn every_old_tree_is_a_prefix_and_every_other_one_is_refused(
        all in some_leaves(),
        new in any::<prop::sample::Index>(),
        old in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        bit in 0_usize..256,
    ) {
        let log = Log::of(&all, &[]);
        let new = new.index(all.len()) + 1;
        let old = old.index(new) + 1;
        let (reader, n, o) = (log.reader(), new as u64, old as u64);
        let (old_root, new_root) = (naive_root(&all[..old]), naive_root(&all[..new]));
        let proof = reader.consistency(o, n).unwrap();
        prop_assert_eq!(&proof, &naive_consistency(old, &all[..new], true));
        prop_assert_eq!(check_consistency(&proof, o, &old_root, n, &new_root), Ok(()));
        let mut forked = old_root;
        forked[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(check_consistency(&proof, o, &forked, n, &new_root).is_err());
        prop_assert!(check_consistency(&proof, o, &old_root, n, &forked).is_err());
        if !proof.is_empty() {
            let mut wrong = proof.clone();
            wrong[at.index(proof.len())][bit / 8] ^= 1 << (bit % 8);
            prop_assert!(check_consistency(&wrong, o, &old_root, n, &new_root).is_err());
            prop_assert!(check_consistency(&proof[1..], o, &old_root, n, &new_root).is_err());
        }
    }

    #[test]
    fn checking_any_nonsense_ends_without_panic(
        proof in proptest::collection::vec(any::<Hash>(), 0..80),
        (a, b) in (any::<u64>(), any::<u64>()),
        (x, y) in (any::<Hash>(), any::<Hash>()),
    ) {
        prop_assert!(check_inclusion(&proof, a, &x, b, &y).is_err());
        prop_assert!(check_inclusion(&proof, u64::MAX, &x, u64::MAX - 1, &y).is_err());
        prop_assert!(check_consistency(&proof, a, &x, b, &y).is_err());
        prop_assert!(check_consistency(&proof, 1, &x, u64::MAX, &y).is_err());
    }
}
