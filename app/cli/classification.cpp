#include "app/cli/classification.h"

#include <fmt/format.h>

#include <stdexcept>

#include "app/cli/options/input_option.h"
#include "core/io/picture_file.h"
#include "core/nn/input/picture_input.h"

namespace convscope {

void answer(nn::Plan& plan, const std::string& picture, const nn::Feeds& feeds) {
    const nn::Model& model = plan.model();
    const nn::Node& first = model.node(model.inputs().front());
    const std::string shape = to_string(first.declared_shape());
    const bool wants_picture = needs_picture(model, feeds);
    if (wants_picture && picture.empty())
        throw std::runtime_error(fmt::format(
            "the model's input \"{0}\" takes a picture ({1}); give a PICTURE, or numbers with --feed {0}=FILE",
            first.name, shape));
    if (!wants_picture && !picture.empty())
        throw std::runtime_error(fmt::format(
            "the model's input \"{0}\" takes numbers ({1}) and no picture; leave out {2} and give numbers with --feed "
            "{0}=FILE",
            first.name, shape, picture));
    set_feeds(plan, feeds);
    plan.set_input(0, wants_picture ? input_tensor({.picture = load_scaled_picture(picture).picture}, model).values
                                    : feed_tensor(feed_of(feeds, model, 0), first.declared_shape()).values);
    plan.run();
}

nn::Plan run_on(const nn::Model& model, const std::string& picture, const nn::Feeds& feeds) {
    nn::Plan plan(model, 1);
    answer(plan, picture, feeds);
    return plan;
}

}  // namespace convscope
