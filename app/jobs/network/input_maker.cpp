#include "app/jobs/network/input_maker.h"

#include <utility>

#include "core/nn/model/layer.h"

namespace convscope {

bool InputMaker::update(const nn::PictureInput& input, const std::shared_ptr<const nn::Model>& model) {
    if (input.picture.planes.empty()) return false;  // no picture has been opened, or undo has removed it
    Recipe requested{input, preprocessing_of(input, *model), model->node(model->inputs().front()).shape};
    requested.input.paint.reset();
    jobs_.drain();
    if ((unpainted_ || !problem_.empty()) && requested == last_recipe_)
        model_ = model;
    else
        make(requested, model);
    if (model_ != model) return false;
    put_paint(input.paint);
    return true;
}

void InputMaker::make(const Recipe& requested, const std::shared_ptr<const nn::Model>& model) {
    if (in_flight_) return;
    const auto work = [input = requested.input, model] {
        return std::make_shared<const nn::Tensor>(unpainted_tensor(input, *model));
    };
    const PixelRect part = used_part(requested.input);
    if (std::int64_t{part.rows} * part.cols <= kInlinePixels) {
        try {
            accept(requested, model, work(), {});
        } catch (const nn::ShapeError& error) {
            accept(requested, model, nullptr, error.what());
        }
        return;
    }
    in_flight_ = true;
    jobs_.submit(
        work,
        [this, requested, model](nn::SharedTensor tensor) {
            in_flight_ = false;
            accept(requested, model, std::move(tensor), {});
        },
        [this, requested, model](const std::string& message) {
            in_flight_ = false;
            accept(requested, model, nullptr, message);
        });
}

void InputMaker::accept(Recipe recipe, std::shared_ptr<const nn::Model> model, nn::SharedTensor tensor,
                        std::string problem) {
    model_ = std::move(model);
    last_recipe_ = std::move(recipe);
    unpainted_ = std::move(tensor);
    problem_ = std::move(problem);
}

void InputMaker::put_paint(const nn::SharedTensor& paint) {
    if (painted_on_ == unpainted_ && paint_ == paint) return;
    painted_on_ = unpainted_;
    paint_ = paint;
    painted_ = unpainted_ && paint_ ? std::make_shared<const nn::Tensor>(nn::painted(*unpainted_, paint_)) : unpainted_;
}

}  // namespace convscope
