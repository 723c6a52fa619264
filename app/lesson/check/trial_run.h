// Trains with the settings of a document, to see whether a lesson's goal can be reached. Internal.
#pragma once

#include <cstdint>
#include <functional>

#include "app/document/document.h"
#include "app/lesson/values.h"

namespace convscope {

/// reached: the goal was reached. finished: training ended without it. stopped: the time was over, or the pictures are
/// not those of a drawn set.
enum class TrialResult : std::uint8_t { reached, finished, stopped };

/// Trains on this thread for at most `seconds`. Calls `is_reached` after every epoch.
TrialResult trial_run(const Document& document, double seconds, const std::function<bool(const RunFacts&)>& is_reached);

}  // namespace convscope
