// The words of Layers for the input: its picture, its brightness, and paint.
#include <array>
#include <limits>
#include <memory>
#include <vector>

#include "app/document/network/network_commands.h"
#include "app/lesson/words/actions.h"
#include "core/base/text/translation.h"
#include "core/nn/attribution/shift_map.h"
#include "core/nn/input/brush.h"

namespace convscope {

namespace {

constexpr std::int64_t kMaxInputSide = 4096;
constexpr double kMaxGrey = 255;

const nn::Model& model_of(const SettingScene& scene) {
    return *scene.document.network.model.model;
}

/// Refuses models whose first input takes no picture.
void need_picture(const SettingScene& scene) {
    if (scene.document.network.takes_numbers(0))
        scene.arguments.fail(tr("the model's input takes numbers, not a picture"), tr("Write model course before it"));
}

void apply_input(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    need_picture(scene);
    if (scene.arguments.text(0) == "drawing") return start_drawing(model_of(scene)).apply(scene.document);
    open_input(scene.files.input(scene.arguments.text(0))).apply(scene.document);
}

void apply_brightness(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    set_brightness(static_cast<float>(scene.arguments.number(0, -nn::kMaxBrightness, nn::kMaxBrightness)))
        .apply(scene.document);
}

/// Moves the picture by painting all of its pixels anew.
void apply_shift(SettingScene& scene) {
    const Arguments& a = scene.arguments;
    a.expect(2, 2);
    need_picture(scene);
    const std::int64_t right = a.integer(0, -kMaxInputSide, kMaxInputSide);
    const std::int64_t down = a.integer(1, -kMaxInputSide, kMaxInputSide);
    NetworkInput& input = scene.document.network.input;
    nn::Tensor moved = nn::input_tensor(input, model_of(scene));
    moved.values = nn::shifted_input(model_of(scene), moved.values, down, right);
    input.paint = std::make_shared<const nn::Tensor>(std::move(moved));
}

void apply_paint(SettingScene& scene) {
    const Arguments& a = scene.arguments;
    a.expect(5, 5);
    need_picture(scene);
    const nn::Preprocessing& preprocessing = model_of(scene).info().preprocessing;
    const nn::Shape& shape = model_of(scene).node(model_of(scene).inputs().front()).shape;
    const std::int64_t row = a.integer(0, 0, shape.rows() - 1), col = a.integer(1, 0, shape.cols() - 1);
    const std::int64_t rows = a.integer(2, 1, shape.rows() - row), cols = a.integer(3, 1, shape.cols() - col);
    const nn::Ink ink(static_cast<float>(a.number(4, 0, kMaxGrey)));
    NetworkInput& input = scene.document.network.input;
    nn::Tensor paint = input.paint && input.paint->shape == shape
                           ? *input.paint
                           : nn::Tensor{shape, std::vector<float>(static_cast<std::size_t>(shape.count()),
                                                                  std::numeric_limits<float>::quiet_NaN())};
    for (std::int64_t r = row; r < row + rows; ++r)
        for (std::int64_t c = col; c < col + cols; ++c)
            for (std::int64_t channel = 0; channel < shape.channels(); ++channel) {
                const std::size_t colour = preprocessing.colour(channel);
                paint.values[static_cast<std::size_t>(nn::index_of(shape, {r, c, channel}))] =
                    ink.brightness(preprocessing, channel, shape.channels()) * preprocessing.scale.at(colour) +
                    preprocessing.offset.at(colour);
            }
    input.paint = std::make_shared<const nn::Tensor>(std::move(paint));
}

void apply_clear_paint(SettingScene& scene) {
    scene.arguments.expect(0, 0);
    clear_paint().apply(scene.document);
}

constexpr std::array kActions{
    WordAction{"input", apply_input}, WordAction{"brightness", apply_brightness},   WordAction{"shift", apply_shift},
    WordAction{"paint", apply_paint}, WordAction{"clear-paint", apply_clear_paint},
};

}  // namespace

std::span<const WordAction> layers_input_actions() {
    return kActions;
}

}  // namespace convscope
