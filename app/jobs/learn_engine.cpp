#include "app/jobs/learn_engine.h"

#include <stdexcept>
#include <utility>
#include <vector>

#include "core/base/text/translation.h"
#include "core/filter/geometry.h"
#include "core/image/plane_range.h"

namespace convscope {

namespace {

/// The plane without `margin` rows and columns on each side.
Plane without_border(const Plane& plane, int margin) {
    const Size size{plane.rows() - 2 * margin, plane.cols() - 2 * margin};
    std::vector<float> values;
    values.reserve(static_cast<std::size_t>(size.area()));
    for (int row = 0; row < size.rows; ++row)
        for (int col = 0; col < size.cols; ++col) values.push_back(plane.at(row + margin, col + margin));
    return {size, std::move(values)};
}

FilterSettings plain_filter(const Kernel& kernel, float bias) {
    FilterSettings settings;
    settings.kernel = kernel;
    settings.bias = bias;
    return settings;
}

/// The target of the request, cut to the size of the output. Throws std::invalid_argument if it has neither the input's
/// nor the output's size.
Plane target_of(const LearnRequest& request) {
    if (const std::string problem = geometry_problem(request.input.size(), plain_filter({request.size, {}}, 0));
        !problem.empty())
        throw std::invalid_argument(problem);
    if (request.target.empty()) {
        FilterResult result;
        filter(request.input, request.teacher, result);
        return to_plane(result.filtered);
    }
    const Size input = request.input.size(), target = request.target.size();
    if (target == input) return without_border(request.target, request.size / 2);
    if (target == Size{input.rows - request.size + 1, input.cols - request.size + 1}) return request.target;
    throw std::invalid_argument(
        tr("The target is {} \u00d7 {} and the picture {} \u00d7 {}. Open a target of the picture's size.", target.rows,
           target.cols, input.rows, input.cols));
}

}  // namespace

bool LearnRequest::same(const LearnRequest& other) const {
    return size == other.size && input.same_storage(other.input) && target.same_storage(other.target) &&
           teacher == other.teacher;
}

LearnTask LearnEngine::compute(const LearnRequest& request) {
    LearnTask task{.request = request};
    task.input_range = finite_range(request.input);
    try {
        task.target = target_of(request);
        task.target_range = finite_range(task.target);
        task.moments = std::make_shared<const WindowMoments>(window_moments(request.input, task.target, request.size));
    } catch (const std::invalid_argument& error) {
        task.problem = error.what();
    }
    return task;
}

void LearnEngine::accept(LearnTask task) {
    task.revision = task_.revision + 1;
    task_ = std::move(task);
    target_ = to_float_image(task_.target);
}

void LearnEngine::update(const LearnRequest& request) {
    jobs_.drain();
    if (in_flight_ || request.input.empty() || (task_.revision > 0 && task_.request.same(request))) return;
    const double taps = request.size * request.size + 2;
    if (static_cast<double>(request.input.size().area()) * taps * taps / 2 <= kInlineLearnWork) {
        accept(compute(request));
        return;
    }
    in_flight_ = true;
    jobs_.submit([request] { return compute(request); },
                 [this](LearnTask task) {
                     in_flight_ = false;
                     accept(std::move(task));
                 },
                 [this, request](const std::string& message) {
                     in_flight_ = false;
                     accept({.request = request, .problem = message});
                 });
}

void LearnEngine::show_values(const Kernel& kernel, float bias) {
    if (!task_.moments || kernel.size != task_.request.size) return;
    if (shown_task_ == task_.revision && shown_ == kernel && shown_bias_ == bias) return;
    shown_task_ = task_.revision;
    shown_ = kernel;
    shown_bias_ = bias;
    filter(task_.request.input, plain_filter(kernel, bias), output_.output);
    combine(output_.output.filtered, target_, Combination::difference, output_.difference);
    ++output_.revision;
}

}  // namespace convscope
