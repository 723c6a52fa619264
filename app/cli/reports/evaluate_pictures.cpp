#include "app/cli/reports/evaluate_pictures.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string_view>
#include <system_error>

#include "app/cli/output.h"
#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/image/files/save.h"
#include "core/nn/train/contact_sheet.h"
#include "core/nn/train/mistakes.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

constexpr int kSheetColumns = 10, kSheetGap = 4;
constexpr int kMinSheetSide = 56, kMaxSheetSide = 160;  ///< of a picture on a sheet

/// A field of a CSV table. A text with a comma, a quote or a line break is quoted.
std::string csv_field(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

/// The number and the name of a class as part of a file's name: letters, digits, "-" and bytes beyond ASCII stay.
std::string file_part(std::int64_t number, const std::string& label) {
    constexpr std::size_t kMaxLabelBytes = 60;
    std::string part = std::to_string(number);
    if (label == part) return part;
    part += '_';
    for (const char c : label.substr(0, kMaxLabelBytes)) {
        const bool is_kept =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || (c & 0x80) != 0;
        part += is_kept ? c : '_';
    }
    return part;
}

std::string label_of(const std::vector<std::string>& labels, std::int64_t number) {
    return number < 0 ? std::string("no answer") : labels.at(static_cast<std::size_t>(number));
}

struct MistakenCell {
    std::int64_t truth = 0, predicted = 0, count = 0;
};

/// The cells with mistakes, those with most first.
std::vector<MistakenCell> mistaken_cells(const nn::Evaluation& evaluation) {
    std::vector<MistakenCell> cells;
    for (std::int64_t truth = 0; truth < evaluation.classes; ++truth)
        for (std::int64_t predicted = 0; predicted < evaluation.classes; ++predicted) {
            const std::int64_t count =
                evaluation.confusion[static_cast<std::size_t>(truth * evaluation.classes + predicted)];
            if (truth != predicted && count > 0) cells.push_back({truth, predicted, count});
        }
    std::ranges::stable_sort(cells, std::ranges::greater(), &MistakenCell::count);
    return cells;
}

std::string confusion_csv(const nn::Evaluation& evaluation, const nn::Dataset& data,
                          const std::vector<std::string>& labels) {
    const nn::ConfusionSums sums = nn::confusion_sums(evaluation, data);
    std::string text = "true class \\ answer";
    for (std::size_t c = 0; c < static_cast<std::size_t>(evaluation.classes); ++c)
        text += "," + csv_field(labels.at(c));
    text += ",no answer,sum\n";
    for (std::int64_t truth = 0; truth < evaluation.classes; ++truth) {
        text += csv_field(label_of(labels, truth));
        for (std::int64_t predicted = 0; predicted < evaluation.classes; ++predicted)
            text += fmt::format(",{}",
                                evaluation.confusion[static_cast<std::size_t>(truth * evaluation.classes + predicted)]);
        const auto row = static_cast<std::size_t>(truth);
        text += fmt::format(",{},{}\n", sums.no_answers[row], sums.truths[row]);
    }
    text += "sum";
    for (const std::int64_t sum : sums.predictions) text += fmt::format(",{}", sum);
    return text + fmt::format(",{},{}\n", evaluation.not_finite, std::ssize(evaluation.answers));
}

std::string mistakes_csv(const nn::Evaluation& evaluation, const nn::Dataset& data,
                         const std::vector<std::string>& labels) {
    std::string text = "picture,true class,answer,probability,probability of the true class\n";
    for (const std::int64_t example : nn::surest_mistakes(evaluation, data, evaluation.answers.size())) {
        const nn::ExampleAnswer& answer = evaluation.answers[static_cast<std::size_t>(example)];
        text += fmt::format("{},{},{},{:.6f},{:.6f}\n", example,
                            csv_field(label_of(labels, data.labels[static_cast<std::size_t>(example)])),
                            csv_field(label_of(labels, answer.predicted)), answer.probability, answer.true_probability);
    }
    return text;
}

void write_sheet(const fs::path& file, const nn::Dataset& data, std::span<const std::int64_t> examples) {
    std::vector<nn::PicturePart> parts;
    for (const std::int64_t example : examples.first(std::min(examples.size(), kMaxOnSheet)))
        parts.push_back(nn::whole_picture(data, example));
    const int longer = static_cast<int>(std::max(data.example.rows(), data.example.cols()));
    // A small picture is enlarged by a whole number, so that all of its pixels are equally large.
    const int enlarged = longer * std::max(1, (kMinSheetSide + longer - 1) / longer);
    const nn::ContactSheet sheet =
        nn::contact_sheet(data, parts, std::min(enlarged, kMaxSheetSide), kSheetColumns, kSheetGap);
    save_png(file, sheet.size, 4, sheet.rgba);
}

}  // namespace

int write_evaluation_pictures(const fs::path& folder, const nn::Evaluation& evaluation, const nn::Dataset& data,
                              const std::vector<std::string>& labels) {
    check_new_folder(folder);
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) throw LoadError(folder.string(), "cannot be made (" + error.message() + ")", "name a new folder");
    write_file_atomically(folder / "confusion.csv", confusion_csv(evaluation, data, labels));
    write_file_atomically(folder / "mistakes.csv", mistakes_csv(evaluation, data, labels));
    write_sheet(folder / "hardest.png", data, nn::hardest_examples(evaluation, kMaxOnSheet));
    std::vector<MistakenCell> cells = mistaken_cells(evaluation);
    cells.resize(std::min(cells.size(), kMaxSheets));
    for (const MistakenCell& cell : cells) {
        const std::string name = fmt::format("{}_as_{}.png", file_part(cell.truth, label_of(labels, cell.truth)),
                                             file_part(cell.predicted, label_of(labels, cell.predicted)));
        write_sheet(folder / name, data, nn::examples_of_cell(evaluation, data, cell.truth, cell.predicted));
    }
    return 3 + static_cast<int>(cells.size());
}

}  // namespace convscope
