//! The few components every page is made of. Each is a typed value or function that gives markup; none
//! knows what is in it. `examples/gallery.rs` shows them all.

pub mod figure;
pub mod inputs;
pub mod table;
pub mod text;

pub use figure::{Figure, bar, figures, stage, twin};
pub use inputs::{
    Checkbox, FileInput, Filled, Input, Radios, Select, TextArea, error_summary, filter_form, form, upload_form,
};
pub use table::{Cell, Column, Table, pages};
pub use text::{
    Kind, breadcrumbs, button, button_link, copyable, details, empty, facts, fold, live, note, onward, print_button,
    quiet_link, steps, tag, when,
};
