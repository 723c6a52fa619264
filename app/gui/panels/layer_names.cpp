#include "app/gui/panels/layer_names.h"

#include "core/base/text/translation.h"

namespace convscope {

std::string display_name(const nn::Node& node) {
    std::string name = node.display_name.title;
    for (std::size_t i = 0; i < node.display_name.size.size(); ++i)
        name += (i == 0 ? " " : " \u00d7 ") + std::to_string(node.display_name.size[i]);
    return name;
}

std::string shape_text(const nn::Shape& shape) {
    std::string text;
    for (const std::int64_t length : shape.axes) {
        if (!text.empty()) text += " \u00d7 ";
        text += std::to_string(length);
    }
    return text.empty() ? "1" : text;
}

std::string shape_text(const nn::Node& node) {
    std::string text = shape_text(node.declared_shape());
    if (!node.declared || node.declared->rank() > 1) return text;
    const nn::Shape& seen = node.shape;
    return tr("{} as {}", text, shape_text(seen.channels() == 1 ? nn::Shape{seen.rows(), seen.cols()} : seen));
}

}  // namespace convscope
