// The learner of the page Learn for a document, computed if the document holds its progress only. Internal.
#pragma once

#include <memory>

#include "app/document/document.h"

namespace convscope {

/// The document's learner or, if it has none yet, one with the kept progress. Null without a picture, and if the
/// picture is too small or the target is a file that is not open.
std::shared_ptr<const FilterLearner> learner_of(const Document& document);

}  // namespace convscope
