// Opening data sets: reads a folder in the background, remembers it, and reads class folders again for a model with
// another input. Must not include the interface: tests open data sets without a window.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "app/document/history.h"
#include "app/jobs/job_queue.h"
#include "app/opening/kept/settings_store.h"
#include "app/opening/opening_messages.h"
#include "core/io/dataset/read_dataset.h"

namespace convscope {

class DatasetOpening {
  public:
    /// All references must outlive this object. For `wake` see JobQueue.
    DatasetOpening(History& history, SettingsStore& settings, OpeningMessages& messages, std::function<void()> wake);
    ~DatasetOpening() { progress_->stopped = true; }
    DatasetOpening(const DatasetOpening&) = delete;
    DatasetOpening& operator=(const DatasetOpening&) = delete;

    /// Reads the user's data set, shows the Layers workspace and says that it is open. Class folders wait until a model
    /// is open.
    void open(const std::filesystem::path& folder);
    /// Reads the data set that the user opened last or, if it is gone, the one in Keras's folder, without a message.
    void open_first();
    /// Reads the pictures of a training, on which its model is opened, without a message.
    void open_for_model(const std::filesystem::path& folder);
    /// Ends reading; the open data set stays.
    void stop();
    /// Takes the data set that has been read, and reads class folders again if the open model needs other pictures.
    /// Call it once per frame.
    void update();

    /// The open data set; its `data` is null until one is open.
    const OpenDataset& dataset() const { return dataset_; }
    /// The name of the data set that is being read; empty if there is none.
    std::string reading() const { return reading_ ? reading_->folder.filename().string() : std::string(); }
    /// The finished part of reading, 0 to 1.
    double progress() const { return progress_->fraction; }
    bool busy() const { return jobs_.pending() > 0; }
    bool finished() const { return jobs_.finished(); }

  private:
    struct Progress {
        std::atomic<double> fraction = 0;
        std::atomic<bool> stopped = false;
    };
    struct Wish {
        std::filesystem::path folder;
        bool by_user = false;  ///< the user has opened it now, and gets messages
    };
    struct Outcome {
        std::optional<ReadDataset> read;
        bool needs_model = false;  ///< it has class folders, and no model is open
    };
    using SharedModel = std::shared_ptr<const nn::Model>;

    static Outcome read_for(const std::filesystem::path& folder, const SharedModel& model, Progress& progress);
    void read(Wish wish);
    void take(const Wish& wish, const SharedModel& model, Outcome outcome);

    History& history_;
    SettingsStore& settings_;
    OpeningMessages& messages_;
    OpenDataset dataset_;
    SharedModel fitted_to_;  ///< the model for which class folders were read; null for IDX files
    std::optional<Wish> reading_;
    std::optional<Wish> waiting_;  ///< class folders that were opened while no model was
    std::shared_ptr<Progress> progress_ = std::make_shared<Progress>();
    JobQueue jobs_;  // declared last: its worker must end before the members that it writes to
};

}  // namespace convscope
