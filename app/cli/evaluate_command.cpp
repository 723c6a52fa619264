// `convscope evaluate`: measures a model's accuracy on the test images of a data set.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iterator>
#include <memory>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "app/cli/command.h"
#include "app/cli/json.h"
#include "app/cli/options/input_option.h"
#include "app/cli/options/model_argument.h"
#include "app/cli/options/preprocessing_option.h"
#include "app/cli/options/training_data.h"
#include "app/cli/output.h"
#include "app/cli/reports/evaluate_pictures.h"
#include "core/base/counted.h"
#include "core/base/load_error.h"
#include "core/base/text/printable.h"
#include "core/nn/train/evaluate.h"

namespace convscope {

namespace {

struct EvaluateArguments {
    ModelArgument model;
    DataOption data{.seed = 2};  ///< not the seed of train, whose drawn pictures are no test
    std::string pictures;        ///< the folder for contact sheets and tables; empty: none
    InputOption inputs;
    PreprocessingOption preprocessing;
    Output output;
};

struct ClassResult {
    std::string label;
    std::int64_t examples = 0, correct = 0;
};

/// The name of each class: the model's or, if it has none, the data set's, or the number.
std::vector<std::string> class_labels(const nn::Evaluation& evaluation, const nn::Model& model,
                                      const nn::Dataset& data) {
    std::vector<std::string> labels;
    for (std::size_t c = 0; c < static_cast<std::size_t>(evaluation.classes); ++c) {
        const auto& names = c < model.info().labels.size() ? model.info().labels : data.class_names;
        labels.push_back(c < names.size() && !names[c].empty() ? names[c] : std::to_string(c));
    }
    return labels;
}

std::vector<ClassResult> class_results(const nn::Evaluation& evaluation, const std::vector<std::string>& labels) {
    std::vector<ClassResult> results;
    const auto classes = static_cast<std::size_t>(evaluation.classes);
    for (std::size_t c = 0; c < classes; ++c) {
        const auto row = std::span(evaluation.confusion).subspan(c * classes, classes);
        results.push_back({labels[c], std::accumulate(row.begin(), row.end(), std::int64_t{0}), row[c]});
    }
    return results;
}

std::string evaluation_text(const nn::Evaluation& evaluation, const std::vector<ClassResult>& results) {
    std::string text = fmt::format("{}, accuracy {:.4f}, loss {:.4f}\n", counted(evaluation.sum.examples, "example"),
                                   evaluation.sum.accuracy(), evaluation.sum.mean_loss());
    if (evaluation.not_finite > 0)
        text += fmt::format("The model gives NaN or infinity for {}, counted as wrong\n",
                            counted(evaluation.not_finite, "example"));
    for (const ClassResult& r : results)
        text += fmt::format("  {:<16} {:>6} of {}\n", printable(r.label), r.correct, r.examples);
    return text;
}

Json evaluation_json(const nn::Evaluation& evaluation, const std::vector<ClassResult>& results) {
    Json classes = Json::array(), confusion = Json::array();
    const std::span<const std::int64_t> counts = evaluation.confusion;
    for (const ClassResult& r : results) {
        classes.push_back({{"label", r.label}, {"examples", r.examples}, {"correct", r.correct}});
        const auto row = counts.subspan(confusion.size() * results.size(), results.size());
        confusion.push_back(std::vector(row.begin(), row.end()));
    }
    return {{"examples", evaluation.sum.examples}, {"accuracy", evaluation.sum.accuracy()},
            {"loss", evaluation.sum.mean_loss()},  {"not_finite", evaluation.not_finite},
            {"classes", std::move(classes)},       {"confusion", std::move(confusion)}};
}

/// Throws LoadError if the data set does not fit the model.
nn::Evaluation evaluation_on(const nn::Model& model, const nn::Dataset& data, const EvaluateArguments& a) {
    try {
        return evaluate(model, data, a.inputs.load(model));
    } catch (const nn::ModelError& error) {
        throw LoadError(a.data.name, fmt::format("does not fit {}: {}", a.model.file, error.what()),
                        "give the data set that the model was trained on");
    }
}

/// Throws LoadError for data that is missing and for outputs that cannot be written or would replace other files.
void check_files(const EvaluateArguments& a) {
    a.data.check();
    if (!a.pictures.empty() && !a.output.file.empty() && is_inside(a.output.file, a.pictures))
        throw LoadError(a.output.file, "is in the folder of --pictures, which must be new",
                        "name a file in another folder");
    std::vector<std::string> inputs = a.model.files();
    std::ranges::copy(a.inputs.files(), std::back_inserter(inputs));
    a.output.check(std::move(inputs));
    a.data.refuse_replacing(a.output.file);
    if (a.pictures.empty()) return;
    a.data.refuse_inside(a.pictures);
    check_new_folder(a.pictures);
}

void run_evaluate(const EvaluateArguments& a) {
    check_files(a);
    const nn::Model model = a.preprocessing.apply_to(a.model.load(), a.inputs);
    const ReadDataset read = a.data.load_test(model);
    const nn::Evaluation evaluation = evaluation_on(model, read.data, a);
    const std::vector<std::string> labels = class_labels(evaluation, model, read.data);
    const std::vector<ClassResult> results = class_results(evaluation, labels);
    int files = 0;
    if (!a.pictures.empty()) files = write_evaluation_pictures(a.pictures, evaluation, read.data, labels);
    std::string text = evaluation_text(evaluation, results);
    if (!read.note.empty()) text += printable(read.note) + "\n";
    if (files > 0) text += fmt::format("{} written to {}\n", counted(files, "file"), printable(a.pictures));
    a.output.write(a.output.json ? json_text(evaluation_json(evaluation, results)) : text);
}

}  // namespace

void add_evaluate_command(CLI::App& app, Action& action) {
    CLI::App* command = app.add_subcommand("evaluate", "Measure a model on a data set's test images");
    const auto arguments = std::make_shared<EvaluateArguments>();
    arguments->model.add_options(*command);
    command->add_option("--data", arguments->data.name, kDataHelp)->required()->type_name("DIR|drawn:NAME");
    arguments->data.add_drawn_options(*command);
    command
        ->add_option("--pictures", arguments->pictures,
                     "write the confusion matrix, the list of mistakes and sheets of the pictures into this new folder")
        ->type_name("DIR");
    arguments->inputs.add_options(*command);
    arguments->preprocessing.add_options(*command);
    arguments->output.add_options(*command);
    command->callback([arguments, &action] { action = [arguments] { run_evaluate(*arguments); }; });
}

}  // namespace convscope
