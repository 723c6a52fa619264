#include "app/gui/shell/looks.h"

#include <algorithm>

namespace convscope {

void Looks::apply(const UserSettings& settings) {
    const float scale = std::clamp(settings.scale * window_.content_scale(), 0.75F, 3.0F);
    const bool new_fonts = scale != scale_ || fonts_.text == nullptr;
    if (!new_fonts && settings.dark == dark_) return;
    scale_ = scale;
    dark_ = settings.dark;
    apply_style(theme(), scale_);
    if (!new_fonts) return;
    fonts_ = load_fonts(scale_);
    gl_.refresh_fonts();
}

void Looks::set_title(const std::string& name) {
    const std::string title = name.empty() ? "convscope" : name + " \u2013 convscope";
    if (title == title_) return;
    title_ = title;
    window_.set_title(title);
}

}  // namespace convscope
