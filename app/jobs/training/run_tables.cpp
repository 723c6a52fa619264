// The tables of runs and curves as CSV; declared in run_store.h.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <vector>

#include "app/jobs/training/run_store.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr std::string_view kHeader =
    "kind,number,step,loss,accuracy,validation_loss,validation_accuracy,test_loss,test_accuracy,rate,seconds";
constexpr std::size_t kFields = 11;
constexpr double kMaxStep = 9e15;
constexpr Message kRemedy = tr("open a file of curves that this program has saved");

/// The shortest text that gives the number back; empty for none.
std::string field(const std::optional<double>& value) {
    return value ? fmt::format("{}", *value) : std::string();
}

/// Text as a field of a table: in quotes if it has a comma, a quote or a line break.
std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
    std::string result = "\"";
    for (const char c : text) result += c == '"' ? std::string("\"\"") : std::string(1, c);
    return result + "\"";
}

/// The pictures, the rate and the seed; empty fields for a run of an earlier version, which has not kept them.
std::string origin_fields(const RunRow& row) {
    return row.rate > 0 ? fmt::format("{},{},{}", row.pictures, row.rate, row.seed) : std::string(",,");
}

/// One line of curves_csv().
class CurveLine {
  public:
    CurveLine(std::string_view line, std::size_t number, const std::string& file) : number_(number), file_(file) {
        std::size_t start = 0;
        for (std::size_t i = 0; i < kFields; ++i) {
            const std::size_t end = std::min(line.find(',', start), line.size());
            fields_.at(i) = line.substr(start, end - start);
            if (i + 1 < kFields && end == line.size()) fail(tr("has fewer columns than a table of curves"));
            start = end + 1;
        }
        if (start <= line.size()) fail(tr("has more columns than a table of curves"));
    }

    std::string_view kind() const { return fields_[0]; }
    std::optional<double> number_if_set(std::size_t column) const {
        const std::string_view text = fields_.at(column);
        if (text.empty()) return std::nullopt;
        double value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error != std::errc{} || end != text.data() + text.size()) fail(tr("has a column that is not a number"));
        return value;
    }
    double number(std::size_t column) const {
        const std::optional<double> value = number_if_set(column);
        if (!value) fail(tr("has no number in a column that needs one"));
        return *value;
    }
    [[noreturn]] void fail(const std::string& fault) const {
        throw LoadError(file_, fault, kRemedy, tr("line {}", number_));
    }

  private:
    std::size_t number_;
    const std::string& file_;
    std::array<std::string_view, kFields> fields_;
};

nn::RateChange rate_change(const CurveLine& line) {
    const double step = line.number(2);
    if (!(step >= 0 && step <= kMaxStep)) line.fail(tr("has an impossible step"));
    return {.step = static_cast<std::int64_t>(step), .rate = line.number(9)};
}

nn::EpochPoint epoch_point(const CurveLine& line) {
    const double epoch = line.number(1), step = line.number(2);
    if (!(epoch >= 1 && epoch <= 1e9 && step >= 0 && step <= kMaxStep))
        line.fail(tr("has an impossible epoch or step"));
    return {.epoch = static_cast<int>(epoch),
            .step = static_cast<std::int64_t>(step),
            .loss = line.number(3),
            .accuracy = line.number(4),
            .validation_loss = line.number_if_set(5),
            .validation_accuracy = line.number_if_set(6),
            .test_loss = line.number_if_set(7),
            .test_accuracy = line.number_if_set(8),
            .rate = line.number(9),
            .seconds = line.number(10)};
}

}  // namespace

std::string curves_csv(const nn::Curves& curves) {
    std::string text = std::string(kHeader) + "\n";
    for (std::size_t i = 0; i < curves.steps.size(); ++i)
        text += fmt::format("step,{0},{0},{1},{2},,,,,,\n", i + 1, curves.steps[i].loss, curves.steps[i].accuracy);
    for (const nn::EpochPoint& e : curves.epochs)
        text += fmt::format("epoch,{},{},{},{},{},{},{},{},{},{}\n", e.epoch, e.step, e.loss, e.accuracy,
                            field(e.validation_loss), field(e.validation_accuracy), field(e.test_loss),
                            field(e.test_accuracy), e.rate, e.seconds);
    for (std::size_t i = 0; i < curves.rates.size(); ++i)
        text += fmt::format("rate,{},{},,,,,,,{},\n", i + 1, curves.rates[i].step, curves.rates[i].rate);
    return text;
}

nn::Curves curves_from_csv(std::string_view text, const std::string& name) {
    nn::Curves curves;
    std::size_t number = 0;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        const std::string_view line = text.substr(start, end - start);
        start = end + 1;
        if (++number == 1) {
            if (line != kHeader) throw LoadError(name, tr("is not a table of curves"), kRemedy);
            continue;
        }
        const CurveLine fields(line, number, name);
        if (fields.kind() == "step")
            curves.steps.push_back({static_cast<float>(fields.number(3)), static_cast<float>(fields.number(4))});
        else if (fields.kind() == "epoch")
            curves.epochs.push_back(epoch_point(fields));
        else if (fields.kind() == "rate")
            curves.rates.push_back(rate_change(fields));
        else
            fields.fail(tr("is neither a step nor an epoch nor a change of the rate"));
    }
    if (number == 0) throw LoadError(name, tr("is empty"), kRemedy);
    return curves;
}

std::string runs_csv(const std::vector<StoredRun>& runs) {
    std::string text =
        "run,title,data,parameters,steps,epochs,seconds,loss,accuracy,validation_loss,validation_accuracy,test_loss,"
        "test_accuracy,pictures,rate,seed\n";
    for (const StoredRun& run : runs) {
        const RunRow& row = run.row;
        text += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", run.id, quoted(row.title), quoted(row.data),
                            row.parameters, row.steps, row.epochs, row.seconds, row.loss, row.accuracy,
                            field(row.validation_loss), field(row.validation_accuracy), field(row.test_loss),
                            field(row.test_accuracy), origin_fields(row));
    }
    return text;
}

}  // namespace convscope
