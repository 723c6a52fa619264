#include "app/lesson/values/learner.h"

#include <stdexcept>

#include "app/document/lab/lab_plane.h"
#include "core/filter/result.h"

namespace convscope {

std::shared_ptr<const FilterLearner> learner_of(const Document& document) {
    const LabLearning& learning = document.learning;
    if (learning.learner) return learning.learner;
    const Plane input = lab_plane(document);
    if (input.empty() || learning.target == LearnTarget::picture) return nullptr;
    if (!geometry_problem(input.size(), learning.teacher()).empty()) return nullptr;
    try {
        FilterResult target;
        filter(input, learning.teacher(), target);
        auto learner =
            std::make_shared<FilterLearner>(input, to_plane(target.filtered), learning.size(), learning.options);
        if (learning.kept) learner->resume(*learning.kept);
        return learner;
    } catch (const std::invalid_argument&) {
        return nullptr;
    }
}

}  // namespace convscope
