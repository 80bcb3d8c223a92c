//! What a view worked out and need not work out again until something changes.

use std::sync::Arc;

use eframe::egui::{Id, Ui};

/// A key that is the same only where it is the same piece of memory: for what is dear to compare.
#[derive(Debug)]
pub struct Same<T>(pub Arc<T>);

impl<T> Clone for Same<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

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
