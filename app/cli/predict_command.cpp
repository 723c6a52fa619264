// `convscope predict`: prints a model's likeliest classes for pictures.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/cli/classification.h"
#include "app/cli/command.h"
#include "app/cli/json.h"
#include "app/cli/model_argument.h"
#include "app/cli/output.h"
#include "app/cli/preprocessing_option.h"
#include "core/base/counted.h"
#include "core/base/load_error.h"
#include "core/io/labels.h"
#include "core/io/labels/label_sets.h"
#include "core/nn/input/opening.h"

namespace convscope {

namespace {

struct PredictArguments {
    ModelArgument model;
    std::vector<std::string> pictures;
    int top = 3;
    std::string labels;
    PreprocessingOption preprocessing;
    Output output;
};

/// The labels of the set of that name, or of that file.
std::vector<std::string> labels_for(const std::string& name) {
    const auto labels = labels_of_set(name);
    return labels ? *labels : load_labels(name);
}

nn::Model model_for(const PredictArguments& a) {
    nn::Model model = a.preprocessing.apply_to(a.model.load());
    if (a.labels.empty()) return model;
    nn::ModelInfo info = model.info();
    info.labels = labels_for(a.labels);
    if (const std::string problem = labels_problem(model, info.labels.size()); !problem.empty())
        throw LoadError(a.labels, problem, "give one label per class");
    return model.with_info(std::move(info));
}

/// The classes of the picture. Throws LoadError if a value is NaN or infinity.
std::vector<nn::RankedClass> finite_classes(const nn::Model& model, const std::string& picture) {
    std::vector<nn::RankedClass> classes = ranked_classes(run_on_picture(model, picture));
    const auto count = std::ranges::count_if(classes, [](const auto& c) { return !std::isfinite(c.value); });
    if (count > 0)
        throw LoadError(
            picture,
            fmt::format("makes the model give NaN or infinity for {} of {}", count, counted(classes.size(), "class")),
            "set the range of the input with --scale, or train the model again with a lower rate");
    return classes;
}

void run_predict(const PredictArguments& a) {
    const nn::Model model = model_for(a);
    const bool has_scores = answer_unit(model) == nn::AnswerUnit::score;
    std::string text;
    Json report = Json::array();
    for (const std::string& picture : a.pictures) {
        std::vector<nn::RankedClass> classes = finite_classes(model, picture);
        classes.resize(std::min(classes.size(), static_cast<std::size_t>(a.top)));
        Json ranking = Json::array();
        text += picture + "\n";
        for (const nn::RankedClass& c : classes) {
            text += fmt::format("  {:<16} {:.4f}\n", c.label, c.value);
            ranking.push_back({{"class", c.index}, {"label", c.label}, {"value", c.value}});
        }
        report.push_back({{"picture", picture},
                          {"classes", std::move(ranking)},
                          {"unit", has_scores ? "score" : "probability"},
                          {"preprocessing", preprocessing_report(model.info(), a.preprocessing)}});
    }
    if (has_scores) text += "The values are scores (logits), not probabilities: the model has no softmax.\n";
    text += guess_text(model.info());
    a.output.write(a.output.json ? report.dump(2) + "\n" : text);
}

}  // namespace

void add_predict_command(CLI::App& app, Action& action) {
    CLI::App* command = app.add_subcommand("predict", "Let a model classify pictures");
    const auto arguments = std::make_shared<PredictArguments>();
    arguments->model.add_options(*command);
    command->add_option("PICTURE", arguments->pictures, "pictures of any size")->required();
    command->add_option("--top", arguments->top, "number of classes to print [3]")
        ->type_name("K")
        ->check(CLI::Range(1, 1'000'000));
    command
        ->add_option("--labels", arguments->labels,
                     fmt::format("a file with the classes' names, or one of {}", label_set_names()))
        ->type_name("FILE|SET");
    arguments->preprocessing.add_options(*command);
    arguments->output.add_options(*command);
    command->callback([arguments, &action] { action = [arguments] { run_predict(*arguments); }; });
}

}  // namespace convscope
