// `convscope predict`: prints a model's answer to pictures or numbers: its likeliest classes, or its output's range.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <iterator>
#include <memory>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "app/cli/classification.h"
#include "app/cli/command.h"
#include "app/cli/json.h"
#include "app/cli/options/input_option.h"
#include "app/cli/options/model_argument.h"
#include "app/cli/options/preprocessing_option.h"
#include "app/cli/output.h"
#include "core/base/counted.h"
#include "core/base/load_error.h"
#include "core/base/text/printable.h"
#include "core/io/labels.h"
#include "core/io/labels/label_sets.h"
#include "core/nn/input/opening.h"
#include "core/nn/inspect/classes.h"

namespace convscope {

namespace {

struct PredictArguments {
    ModelArgument model;
    std::vector<std::string> pictures;
    int top = 3;
    std::string labels;
    bool softmax = false;
    InputOption inputs;
    PreprocessingOption preprocessing;
    Output output;
};

/// The labels of the set of that name, or of that file.
std::vector<std::string> labels_for(const std::string& name) {
    const auto labels = labels_of_set(name);
    return labels ? *labels : load_labels(name);
}

nn::Model model_for(const PredictArguments& a) {
    nn::Model model = a.preprocessing.apply_to(a.model.load(), a.inputs);
    if (!a.labels.empty()) {
        nn::ModelInfo info = model.info();
        info.labels = labels_for(a.labels);
        if (const std::string problem = labels_problem(model, info.labels.size()); !problem.empty())
            throw LoadError(a.labels, problem, "give one label per class");
        model = model.with_info(std::move(info));
    }
    if (!a.softmax) return model;
    if (!gives_scores(model))
        throw std::runtime_error("--softmax: the model gives no scores of classes; leave the option out");
    return with_softmax(model);
}

/// The output's values. Throws LoadError, which names the `subject` of the answer, if one is NaN or infinity.
std::vector<float> finite_output(const nn::Plan& plan, const std::string& subject) {
    const std::span<const float> values = plan.activation(plan.model().outputs().front());
    const auto count = std::ranges::count_if(values, [](float value) { return !std::isfinite(value); });
    if (count > 0)
        throw LoadError(subject,
                        fmt::format("makes the model give NaN or infinity for {} of {}", count,
                                    counted(std::ssize(values), gives_classes(plan.model()) ? "class" : "value")),
                        "set the range of the input with --scale, or train the model again with a lower rate");
    return {values.begin(), values.end()};
}

/// The lines of text about the largest values; also puts them into `json`.
std::string ranking(const nn::Model& model, const std::vector<float>& output, int top, Json& json) {
    std::vector<nn::RankedClass> classes = ranked_classes(model, output);
    classes.resize(std::min(classes.size(), static_cast<std::size_t>(top)));
    std::string text;
    Json list = Json::array();
    for (const nn::RankedClass& c : classes) {
        text += fmt::format("  {:<16} {:.4f}\n", printable(c.label), c.value);
        list.push_back({{"class", c.index}, {"label", c.label}, {"value", c.value}});
    }
    json["classes"] = std::move(list);
    json["unit"] = answer_unit(model) == nn::AnswerUnit::score ? "score" : "probability";
    return text;
}

/// A line of text about an output that is not a list of classes; puts its values into `json`.
std::string values(const nn::Model& model, const std::vector<float>& output, Json& json) {
    const nn::Node& node = model.node(model.outputs().front());
    const auto [low, high] = std::ranges::minmax(output);
    const double mean = std::accumulate(output.begin(), output.end(), 0.0) / static_cast<double>(output.size());
    json["output"] = node.name;
    json["shape"] = node.shape.axes;
    json["low"] = low;
    json["high"] = high;
    json["mean"] = mean;
    json["values"] = output;
    return fmt::format("  {} of shape {}: values {:.4g} to {:.4g}, mean {:.4g}\n", printable(node.name),
                       to_string(node.shape), low, high, mean);
}

/// The answer to a picture, or to the feeds alone if `picture` is empty, as text; also puts it into `json`.
std::string answer_to(nn::Plan& plan, const std::string& picture, const nn::Feeds& feeds, int top, Json& json) {
    const nn::Model& model = plan.model();
    const std::string numbers = feeds_text(model, feeds);
    const std::string subject = picture.empty() ? numbers : picture;
    answer(plan, picture, feeds);
    const std::vector<float> output = finite_output(plan, subject);
    if (!picture.empty()) json["picture"] = picture;
    if (!numbers.empty()) json["numbers"] = numbers;
    const std::string text = gives_ranking(model) ? ranking(model, output, top, json) : values(model, output, json);
    return printable(subject) + "\n" + text;
}

/// Sentences about all answers: the unit of the values, and guesses.
std::string remarks(const nn::Model& model, bool has_pictures) {
    std::string text;
    if (gives_scores(model)) text += "The values are scores (logits), not probabilities: the model has no softmax.\n";
    if (!gives_ranking(model))
        text +=
            "The output is not a list of classes; --json prints its values, and 'convscope run' writes them as .npy.\n";
    return has_pictures ? text + guess_text(model.info()) : text;
}

std::vector<std::string> files_read_by(const PredictArguments& a) {
    std::vector<std::string> files = a.model.files();
    files.insert(files.end(), a.pictures.begin(), a.pictures.end());
    if (!labels_of_set(a.labels)) files.push_back(a.labels);
    std::ranges::copy(a.inputs.files(), std::back_inserter(files));
    return files;
}

/// The answers so far, and a sentence for each picture or example that has none.
struct Answers {
    std::string text;
    Json report = Json::array();
    std::vector<std::string> failures;
};

/// Adds the answer to a picture or, if it is empty, to the feeds.
void add_answer(Answers& answers, nn::Plan& plan, const std::string& picture, const nn::Feeds& feeds,
                const PredictArguments& a) {
    Json json;
    try {
        answers.text += answer_to(plan, picture, feeds, a.top, json);
    } catch (const LoadError& error) {
        answers.failures.emplace_back(error.what());
        return;
    }
    if (!picture.empty()) json["preprocessing"] = preprocessing_report(plan.model().info(), a.preprocessing);
    answers.report.push_back(std::move(json));
}

void run_predict(const PredictArguments& a) {
    a.output.check(files_read_by(a));
    const nn::Model model = model_for(a);
    const nn::Feeds feeds = a.inputs.load(model);
    const bool has_pictures = !a.pictures.empty();
    nn::Plan plan(model, 1);
    Answers answers;
    for (const std::string& picture : a.pictures) add_answer(answers, plan, picture, feeds, a);
    const std::int64_t examples = has_pictures ? 0 : examples_in(model, feeds);
    for (std::int64_t i = 0; i < examples; ++i) add_answer(answers, plan, {}, with_example(feeds, model, i), a);
    if (!answers.report.empty())
        a.output.write(a.output.json ? json_text(answers.report) : answers.text + remarks(model, has_pictures));
    if (!answers.failures.empty()) throw PartialFailure(std::move(answers.failures));
}

}  // namespace

void add_predict_command(CLI::App& app, Action& action) {
    CLI::App* command = app.add_subcommand("predict", "Print a model's answer to pictures or numbers");
    const auto arguments = std::make_shared<PredictArguments>();
    arguments->model.add_options(*command);
    command->add_option("PICTURE", arguments->pictures, "pictures of any size; none for a model that takes numbers");
    command->add_option("--top", arguments->top, "number of classes to print [3]")
        ->type_name("K")
        ->check(CLI::Range(1, 1'000'000));
    command
        ->add_option("--labels", arguments->labels,
                     fmt::format("a file with the classes' names, or one of {}", label_set_names()))
        ->type_name("FILE|SET");
    command->add_flag("--softmax", arguments->softmax, "put a softmax on a model that gives scores");
    arguments->inputs.add_options(*command);
    arguments->preprocessing.add_options(*command);
    arguments->output.add_options(*command);
    command->callback([arguments, &action] { action = [arguments] { run_predict(*arguments); }; });
}

}  // namespace convscope
