//! The verbs of lessons: publish material and its versions, teach it at a place, take a test there, name that place on its
//! certificate, give feedback, see what was gained, audit.

mod audit;
mod certify;
mod figures;
mod learn;
mod publish;
mod respond;
mod teach;
mod view;

pub use audit::audit;
pub use certify::at_activity;
pub use figures::{gain, gains};
pub use learn::{Learning, Own, begin_test, learning};
pub use publish::{NewMaterial, publish, publishing, revise};
pub(crate) use respond::keep_answer;
pub use respond::{answer, said};
pub use teach::{attach, attach_to_drive, detach, detach_from_drive, of_activity, of_drive};
pub use view::{Cursor, MaterialView, PAGE, file, material, materials, version};
