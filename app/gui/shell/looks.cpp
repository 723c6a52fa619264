#include "app/gui/shell/looks.h"

#include <utility>

#include "app/gui/shell/window_scale.h"

namespace convscope {

namespace {

/// Characters of other scripts in the fonts at once. With more, those that the last frame did not show are dropped.
constexpr std::size_t kMaxExtra = 3000;
constexpr double kRest = 0.15;  ///< seconds without a change of size after which the scale follows

}  // namespace

void Looks::apply(const UserSettings& settings, double time) {
    const bool first = fonts_.text == nullptr;
    const Size size = window_.size();
    if (size != size_ && size.area() > 0) {  // a minimised window may have no size
        size_ = size;
        resized_ = time;
    }
    if (first || time - resized_ >= kRest) measured_ = size_;
    const float scale = interface_scale({.window = measured_,
                                         .monitor = window_.content_scale(),
                                         .chosen = settings.scale,
                                         .presentation = settings.presentation});
    if (scale != scale_) fonts_are_old_ = true;
    if (!fonts_are_old_ && settings.dark == dark_) return;
    scale_ = scale;
    dark_ = settings.dark;
    apply_style(theme(), scale_);
    if (!std::exchange(fonts_are_old_, false)) return;
    fonts_ = load_fonts(scale_, extra_);
    gl_.refresh_fonts();
}

bool Looks::request(const Characters& missing) {
    const std::size_t before = extra_.size();
    extra_.insert(missing.begin(), missing.end());
    if (extra_.size() == before) return false;
    if (extra_.size() > kMaxExtra) extra_ = missing;
    fonts_are_old_ = true;
    return true;
}

double Looks::next_wake() const {
    return measured_ == size_ ? 0 : resized_ + kRest;
}

void Looks::set_title(const std::string& name) {
    const std::string title = name.empty() ? "convscope" : name + " \u2013 convscope";
    if (title == title_) return;
    title_ = title;
    window_.set_title(title);
}

}  // namespace convscope
