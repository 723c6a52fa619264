#include <array>

#include "app/document/lab/lab_plane.h"
#include "app/lesson/values/value_source.h"
#include "app/lesson/words/arguments.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

std::optional<LessonValue> text_of_name(std::string_view name) {
    return hyphenated(name);
}

std::optional<LessonValue> page_name(const Document& document) {
    switch (document.workspace) {
        case WorkspaceId::filter_lab:
            return text_of_name(kLabPageNames.at(static_cast<std::size_t>(document.lab_view.page)));
        case WorkspaceId::layers:
            return text_of_name(kNetworkPageNames.at(static_cast<std::size_t>(document.network_view.page)));
        case WorkspaceId::training:
            return text_of_name(kTrainingPageNames.at(static_cast<std::size_t>(document.training_view.page)));
    }
    return std::nullopt;
}

/// Rows, columns and channels of the input of the workspace that is shown; nullopt without one.
std::optional<nn::Shape> input_shape(ValueSource& source) {
    const Document& document = source.document();
    if (document.workspace == WorkspaceId::training) return nn::NetworkTask{}.input;
    if (document.workspace == WorkspaceId::layers) {
        const auto& model = document.network.model.model;
        if (!model) return source.missing(tr("no model is open"));
        return model->node(model->inputs().front()).shape;
    }
    const Picture& picture = document.picture.picture;
    if (picture.planes.empty()) return source.missing(tr("no picture is open"));
    const bool is_colour = document.lab_view.page == LabPage::colour;
    return nn::Shape{picture.size().rows, picture.size().cols, is_colour ? 3 : 1};
}

template <class Part>
std::optional<LessonValue> of_input(ValueSource& source, const Part& part) {
    const std::optional<nn::Shape> shape = input_shape(source);
    if (!shape) return std::nullopt;
    return static_cast<double>(part(*shape));
}

constexpr std::array kRules{
    ValueRule{"workspace",
              [](ValueSource& source, NameParts) {
                  return text_of_name(kWorkspaceNames.at(static_cast<std::size_t>(source.document().workspace)));
              }},
    ValueRule{"page", [](ValueSource& source, NameParts) { return page_name(source.document()); }},
    ValueRule{"input.rows",
              [](ValueSource& source, NameParts) {
                  return of_input(source, [](const nn::Shape& shape) { return shape.rows(); });
              }},
    ValueRule{"input.columns",
              [](ValueSource& source, NameParts) {
                  return of_input(source, [](const nn::Shape& shape) { return shape.cols(); });
              }},
    ValueRule{"input.channels",
              [](ValueSource& source, NameParts) {
                  return of_input(source, [](const nn::Shape& shape) { return shape.channels(); });
              }},
    ValueRule{"input.values",
              [](ValueSource& source, NameParts) {
                  return of_input(source, [](const nn::Shape& shape) { return shape.count(); });
              }},
};

}  // namespace

std::span<const ValueRule> general_rules() {
    return kRules;
}

}  // namespace convscope
