// Changes of a chain's settings after which a stage fits. Must not include anything that draws.
#pragma once

#include <string>

#include "app/document/chain/chain.h"
#include "core/image/plane.h"

namespace convscope {

/// A sentence with the changes after which stage `index` (from 0) fits, as in "Choose “same” or no pooling, or remove
/// the stage.". Only changes that help are offered. `is_new`: the stage is not part of the chain yet, so only the
/// stages before it can be changed.
std::string stage_remedy(const LabChain& chain, int index, Size input, bool is_new);

}  // namespace convscope
