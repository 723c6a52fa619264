// The common colours of the Filter Lab's outputs. Window, animations and work sheets take them from here. Must not
// include documents or drawing.
#pragma once

#include <span>

#include "app/jobs/lab_engine.h"
#include "core/image/colours/colour_policy.h"

namespace convscope {

/// The common kind of all outputs, so that they share one colour map. `kinds` are the kinds of the filters' responses;
/// at least as many as the request has settings.
ValueKind output_kind(const LabResults& results, std::span<const ValueKind> kinds);
/// The magnitude that in each filtered and pooled picture at most kClippedShare of the values exceed.
float largest_output(const LabResults& results);

}  // namespace convscope
