// Keeps a run in step with the settings of the document: prepares pictures and model, starts the engine, and studies
// the shown moment. A run whose settings are replaced is set aside and comes back with them, as by undo. Must not
// include ImGui: it computes and draws nothing.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/document/document.h"
#include "app/jobs/training/run_shelf.h"
#include "app/jobs/training/snapshot_study.h"
#include "app/jobs/training/training_engine.h"
#include "app/jobs/training/training_setup.h"

namespace convscope {

/// The curves of the run before the present one, drawn faintly behind it.
struct FormerRun {
    std::string title;
    nn::Curves curves;
};

class RunKeeper {
  public:
    /// The largest number of pinned pictures: one for each of the first classes.
    static constexpr std::size_t kMaxPinned = 10;

    /// `cache` is the folder in which fitted pictures are kept; empty: they are not. For `wake` see JobQueue.
    RunKeeper(std::filesystem::path cache, const std::function<void()>& wake);

    /// Takes over finished work and starts what the settings need, or shows the run of the shelf that the view names.
    /// `opened` is the folder of the open data set; empty if there is none. Call it once per frame.
    void update(const Document& document, const std::filesystem::path& opened, RunShelf& shelf);
    /// True while a job runs or training plays.
    bool busy() const;
    bool finished() const;
    /// Starts the run again from its beginning, paused. Its curves so far become former().
    void restart();
    /// Starts a new run with the settings of the next update, even if the present run could go on with them. The
    /// present run is set aside.
    void start_anew() { starts_anew_ = true; }

    /// Plays at full speed as soon as the run of the next settings is ready.
    void play_when_ready() { plays_when_ready_ = true; }
    /// Has the shelf keep the present run, and the rest of those that were set aside.
    void keep_on(RunShelf& shelf) const;
    /// Trains these networks on the present pictures in the background, for the shelf.
    void fill_table(RunShelf& shelf, const std::vector<Training>& table) const;

    TrainingEngine& engine() { return *engine_; }
    /// Those of the run of the settings; empty while their pictures and model are prepared, so that nothing shows
    /// another run.
    const TrainingResults& results() const { return is_ready_ ? engine_->results() : no_results_; }
    /// The pictures of the settings; null while they are made.
    const TrainingPictures* pictures() const { return pictures_ ? &*pictures_ : nullptr; }
    /// The finished part of making them, 0 to 1.
    double pictures_progress() const { return pictures_job_.progress(); }
    /// A sentence about why there is nothing to train; empty if there is or if it is being prepared.
    const std::string& problem() const { return problem_; }
    /// True if the run is that of the settings; false while their pictures and model are prepared.
    bool is_ready() const { return is_ready_; }
    const nn::NetworkTask& task() const { return task_; }
    /// The layers of the settings; without layers before the pictures are known, or for an open model.
    const nn::NetworkOutline& outline() const { return outline_; }
    /// The model before training; null before it is made.
    const std::shared_ptr<const nn::Model>& start() const { return start_; }
    /// Number of layers that have taken the open model's weights.
    int taken() const { return taken_; }

    /// The pictures on which moments are studied: those for validation or, without them, for training; null before a
    /// run has started.
    const std::shared_ptr<const nn::Dataset>& study() const { return study_; }
    bool studies_validation() const { return studies_validation_; }
    /// One picture of each of the first classes: of study() or, for a class that it lacks, one for training.
    const std::shared_ptr<const nn::Dataset>& pinned() const { return pinned_; }

    /// The index of the shown snapshot; nullopt before there is one.
    std::optional<std::size_t> moment() const { return moment_; }
    /// Answers of the shown moment on the pinned pictures, on study(), and its dead maps. Null until they are known;
    /// while training runs fast, they may be those of an earlier moment.
    std::shared_ptr<const SnapshotAnswers> pinned_answers() const { return pinned_answers_; }
    std::shared_ptr<const SnapshotAnswers> answers() const { return answers_; }
    std::shared_ptr<const std::vector<DeadChannels>> health() const { return health_; }
    /// The values of all layers for the view's pinned picture, at the shown moment; null as above.
    std::shared_ptr<const SnapshotMaps> maps() const { return maps_; }
    const std::string& study_problem() const { return study_problem_; }

    const std::optional<FormerRun>& former() const { return former_; }
    /// The title of the present run.
    const std::string& title() const { return texts_.title; }
    /// The name under which the present run is kept; empty if it is not. nullopt while a session's run is looked for.
    std::optional<std::string> kept_id(const std::string& wanted, const RunShelf& shelf) const;
    /// The number of pictures of one step; 0 before a run.
    int batch() const { return started_ ? started_->options.batch : 0; }
    /// Grows whenever a run starts.
    std::uint64_t runs() const { return runs_; }

  private:
    // These return true when the pictures, or the model, of the settings are ready.
    bool prepare_pictures(const Training& training, const std::filesystem::path& opened);
    /// The user's own pictures as a data set, which is made again only if they have changed.
    bool prepare_own(const Training& training);
    bool take_pictures(const TrainingPictures& pictures);
    TrainingRun present_run() const;
    bool prepare_model(const Document& document);
    void start_run(const Training& training, const std::string& kept, RunShelf& shelf);
    /// Shows the kept run of these settings. False if there is none, or if it is still being read.
    bool show_kept(const std::string& kept, RunShelf& shelf);
    /// True if the view names a kept run that was not considered yet.
    bool awaits_kept(const std::string& kept, const RunShelf& shelf) const;
    void launch();
    /// Ends the run and drops everything that is known of it.
    void forget();
    void keep_former();
    /// Pauses the present run and keeps it aside, if it has taken steps.
    void set_aside();
    /// Brings back the run that was set aside and is that of the present settings. False if there is none.
    bool bring_back();
    void choose_study();
    void study_moment(const TrainingView& view);
    void study_maps(const TrainingView& view, const std::shared_ptr<const nn::Model>& model);

    std::function<void()> wake_;
    std::unique_ptr<TrainingEngine> engine_;  ///< never null
    PicturesJob pictures_job_;
    StartModelJob start_job_;
    SnapshotAnswersJob pinned_job_, answers_job_;
    SnapshotHealthJob health_job_;
    SnapshotMapsJob maps_job_;

    const TrainingResults no_results_;
    bool is_ready_ = false;
    bool was_shown_ = false;  ///< nothing is prepared before the workspace is shown
    std::optional<TrainingPictures> pictures_;
    std::string problem_, study_problem_;
    nn::NetworkTask task_;
    nn::NetworkOutline outline_;
    std::shared_ptr<const nn::Model> start_;
    int taken_ = 0;

    /// The settings of the run that was started.
    struct Started {
        std::shared_ptr<const nn::Model> model;
        std::shared_ptr<const nn::Dataset> data;
        nn::TrainingOptions options;
        bool operator==(const Started&) const = default;
    };
    std::optional<Started> started_;
    /// A run with steps whose settings were replaced, paused.
    struct Aside {
        std::unique_ptr<TrainingEngine> engine;
        Started started;
        Training settings;
        RunTexts texts;
    };
    std::vector<Aside> aside_;     ///< oldest first
    RunTexts texts_;               ///< of the present run
    Training run_settings_;        ///< of the present run, with the folder of its pictures
    std::string kept_;             ///< the kept run that the view names, at the last update
    std::string considered_kept_;  ///< the kept run that was shown, or that is not of the settings
    std::filesystem::path cache_, opened_;
    bool plays_when_ready_ = false;
    bool starts_anew_ = false;
    std::vector<OwnClass> own_;  ///< of own_pictures_
    std::optional<TrainingPictures> own_pictures_;
    std::uint64_t runs_ = 0;
    std::uint64_t fresh_starts_ = 0;  ///< the document's, at the last update
    std::optional<FormerRun> former_;

    std::uint64_t studied_run_ = 0;  ///< of study_
    std::shared_ptr<const nn::Dataset> study_, pinned_;
    bool studies_validation_ = false;
    std::optional<std::size_t> moment_;
    std::shared_ptr<const SnapshotAnswers> pinned_answers_, answers_;
    std::shared_ptr<const std::vector<DeadChannels>> health_;
    std::shared_ptr<const SnapshotMaps> maps_;
    std::vector<std::shared_ptr<const std::vector<std::int64_t>>> single_;  ///< a selection for each pinned picture
};

}  // namespace convscope
