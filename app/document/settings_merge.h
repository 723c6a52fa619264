// Merges the settings of two windows that run at the same time.
#pragma once

#include "app/document/user_settings.h"

namespace convscope {

/// `theirs` with everything that changed from `base` to `mine`. Lists are merged entry by entry: entries that were
/// added, changed or removed in `mine`. If both windows changed the same value, that of `mine` is kept.
UserSettings merge_settings(const UserSettings& base, const UserSettings& mine, UserSettings theirs);

}  // namespace convscope
