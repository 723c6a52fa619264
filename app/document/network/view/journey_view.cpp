#include "app/document/network/view/journey_view.h"

#include <algorithm>

namespace convscope {

bool JourneyView::is_folded(const std::string& first, bool by_default) const {
    return folds.value_or(by_default) != (std::ranges::find(exceptions, first) != exceptions.end());
}

void JourneyView::toggle(const std::string& first) {
    if (std::erase(exceptions, first) == 0) exceptions.push_back(first);
}

void JourneyView::set_all(bool folded) {
    folds = folded;
    exceptions.clear();
}

}  // namespace convscope
