// `convscope dataset`: describes labelled pictures, and writes them as class folders.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "app/cli/command.h"
#include "app/cli/json.h"
#include "app/cli/options/training_data.h"
#include "app/cli/output.h"
#include "core/base/counted.h"
#include "core/base/text/printable.h"
#include "core/io/dataset/write_class_folders.h"
#include "core/nn/inspect/summary.h"

namespace convscope {

namespace {

struct DatasetArguments {
    DataOption data;
    std::string output;
    bool json = false;
};

std::vector<std::int64_t> class_counts(const nn::Dataset& data) {
    std::vector<std::int64_t> counts(std::max(static_cast<std::size_t>(data.classes()), data.class_names.size()));
    for (const std::uint16_t label : data.labels) ++counts[label];
    return counts;
}

std::string class_name(const nn::Dataset& data, std::size_t number) {
    const bool has_name = number < data.class_names.size() && !data.class_names[number].empty();
    return has_name ? data.class_names[number] : std::to_string(number);
}

std::string dataset_text(const TrainingFolder& folder) {
    const nn::Dataset& data = folder.train;
    const std::vector<std::int64_t> counts = class_counts(data);
    std::string text =
        fmt::format("{} {}, {} x {} pixels, {}, {}\n", nn::with_commas(data.size()),
                    data.size() == 1 ? "picture" : "pictures", data.example.rows(), data.example.cols(),
                    data.example.channels() == 1 ? "grey" : "in colour", counted(std::ssize(counts), "class"));
    for (std::size_t i = 0; i < counts.size(); ++i)
        text += fmt::format("  {:<16} {:>8}\n", printable(class_name(data, i)), nn::with_commas(counts[i]));
    if (folder.test) text += fmt::format("{} test pictures\n", nn::with_commas(folder.test->size()));
    if (!folder.note.empty()) text += printable(folder.note) + "\n";
    return text;
}

std::string dataset_json(const TrainingFolder& folder) {
    const nn::Dataset& data = folder.train;
    const std::vector<std::int64_t> counts = class_counts(data);
    Json classes = Json::array();
    for (std::size_t i = 0; i < counts.size(); ++i)
        classes.push_back({{"label", class_name(data, i)}, {"examples", counts[i]}});
    const Json json{{"examples", data.size()},
                    {"rows", data.example.rows()},
                    {"cols", data.example.cols()},
                    {"channels", data.example.channels()},
                    {"classes", std::move(classes)},
                    {"test_examples", folder.test ? folder.test->size() : 0},
                    {"note", folder.note}};
    return json_text(json);
}

void run_dataset(const DatasetArguments& a) {
    a.data.check();
    if (!a.output.empty()) {
        a.data.refuse_inside(a.output);
        check_new_folder(a.output);
    }
    const TrainingFolder folder = a.data.load_training();
    std::cout << (a.json ? dataset_json(folder) : dataset_text(folder));
    if (a.output.empty()) return;
    const std::filesystem::path output = a.output;
    if (!folder.test) {
        write_class_folders(output, folder.train);
        return;
    }
    write_class_folders(output / "train", folder.train);
    write_class_folders(output / "test", *folder.test);
}

}  // namespace

void add_dataset_command(CLI::App& app, Action& action) {
    CLI::App* command = app.add_subcommand("dataset", "Describe labelled pictures, or write them as class folders");
    const auto arguments = std::make_shared<DatasetArguments>();
    command->add_option("DATA", arguments->data.name, kDataHelp)->required();
    arguments->data.add_drawn_options(*command);
    command->add_flag("--json", arguments->json, "print JSON");
    command->add_option("-o,--output", arguments->output, "write one sub-folder of PNG pictures for each class")
        ->type_name("DIR");
    command->callback([arguments, &action] { action = [arguments] { run_dataset(*arguments); }; });
}

}  // namespace convscope
