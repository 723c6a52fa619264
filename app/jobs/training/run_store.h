// Runs of a training that are kept on disk: a folder for each, with its settings, results, curves, model and moments.
// Must not include documents: the settings are the caller's text.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/nn/model/model.h"
#include "core/nn/train/watch/timeline.h"

namespace convscope {

/// The row of a run in a table.
struct RunRow {
    std::string title;      ///< of the run: "64 filters, 2 convolutions"
    std::string data = {};  ///< the name of its pictures: "Lines"
    std::string settings;   ///< the caller's JSON, an object; kept as it is
    std::int64_t parameters = 0;
    std::int64_t pictures = 0;  ///< that it learns from; 0 in runs of earlier versions, as the next two
    double rate = 0;            ///< the learning rate at the start
    std::int64_t seed = 0;
    std::int64_t steps = 0;
    int epochs = 0;  ///< that are finished
    double seconds = 0;
    double loss = 0, accuracy = 0;  ///< of the last epoch, on its training examples
    std::optional<double> validation_loss, validation_accuracy, test_loss, test_accuracy;
    bool operator==(const RunRow&) const = default;
};

/// A run on disk.
struct StoredRun {
    std::string id;  ///< the name of its folder
    RunRow row;
};

struct RunList {
    std::vector<StoredRun> runs;        ///< oldest first
    std::vector<std::string> problems;  ///< a sentence for each folder that is no run or is damaged
};

class RunStore {
  public:
    /// Keeps runs in this folder, which is made when the first run is written.
    explicit RunStore(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// A name for a new run that no folder has yet: "run-0001".
    std::string new_id() const;
    /// Writes or replaces a run: run.json, curves.csv, model.h5 and moments.bin, each as a whole or not at all.
    /// `snapshots` must not be empty; the last one's model is the run's. Throws LoadError.
    void save(const std::string& id, const RunRow& row, const nn::Curves& curves, const nn::Snapshots& snapshots) const;
    RunList list() const;
    /// Throws LoadError, for an id that is no folder's name too.
    RunRow load_row(const std::string& id) const;
    nn::Curves load_curves(const std::string& id) const;
    nn::Model load_model(const std::string& id) const;
    /// The moments of the run with that model and this number of steps; only the last one if no more are kept.
    nn::Snapshots load_moments(const std::string& id, std::shared_ptr<const nn::Model> model, std::int64_t steps) const;
    /// Deletes the run's files and its folder. Throws LoadError.
    void remove(const std::string& id) const;

    const std::filesystem::path& folder() const { return folder_; }

  private:
    std::filesystem::path run_folder(const std::string& id) const;

    std::filesystem::path folder_;
};

/// The curves as text with a header line: "kind,number,step,loss,accuracy,...". One line for each step, epoch and
/// change of the rate.
std::string curves_csv(const nn::Curves& curves);
/// Reads the text of curves_csv(); `name` is used in errors. Throws LoadError.
nn::Curves curves_from_csv(std::string_view text, const std::string& name);

/// The table of runs as CSV, with a header line.
std::string runs_csv(const std::vector<StoredRun>& runs);

}  // namespace convscope
