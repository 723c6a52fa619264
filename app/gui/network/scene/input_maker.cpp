#include "app/gui/network/scene/input_maker.h"

#include <utility>

#include "core/nn/model/layer.h"

namespace convscope {

void InputMaker::update(const NetworkInput& input, const std::shared_ptr<const nn::Model>& model) {
    Recipe wanted{input, preprocessing_of(input, *model), model->node(model->inputs().front()).shape};
    wanted.input.paint.reset();
    jobs_.drain();
    current_ = (tensor_ || !problem_.empty()) && wanted == made_;
    if (current_ || in_flight_) return;
    const Size size = input.picture.size();
    const std::int64_t pixels = input.crop ? std::int64_t{input.crop->rows} * input.crop->cols : size.area();
    if (pixels <= kInlinePixels) {
        try {
            auto tensor = std::make_shared<const nn::Tensor>(unpainted_tensor(wanted.input, *model));
            accept(std::move(wanted), std::move(tensor), {});
        } catch (const nn::ShapeError& error) {
            accept(std::move(wanted), nullptr, error.what());
        }
        current_ = true;
        return;
    }
    in_flight_ = true;
    jobs_.submit([wanted, model] { return std::make_shared<const nn::Tensor>(unpainted_tensor(wanted.input, *model)); },
                 [this, wanted](nn::SharedTensor tensor) {
                     in_flight_ = false;
                     accept(wanted, std::move(tensor), {});
                 },
                 [this, wanted](const std::string& message) {
                     in_flight_ = false;
                     accept(wanted, nullptr, message);
                 });
}

void InputMaker::accept(Recipe recipe, nn::SharedTensor tensor, std::string problem) {
    made_ = std::move(recipe);
    tensor_ = std::move(tensor);
    problem_ = std::move(problem);
}

}  // namespace convscope
