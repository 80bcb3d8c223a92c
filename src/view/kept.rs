//! What a view worked out and need not work out again until something changes.

use std::sync::Arc;

use eframe::egui::{Id, Ui};

/// The value last made under a name, while its key is the same; else a fresh one.
///
/// The key holds everything that the value depends on: most often the dossier's revision. One value
/// is kept a name, in the window's memory, and may be lost at any frame.
pub fn kept<K, T>(ui: &Ui, name: &'static str, key: K, make: impl FnOnce(&K) -> T) -> Arc<T>
where
    K: PartialEq + Clone + Send + Sync + 'static,
    T: Send + Sync + 'static,
{
    let id = Id::unique(("kept", name));
    if let Some((known, value)) = ui.data(|data| data.get_temp::<(K, Arc<T>)>(id))
        && known == key
    {
        return value;
    }
    let value = Arc::new(make(&key));
    ui.data_mut(|data| data.insert_temp(id, (key, Arc::clone(&value))));
    value
}
