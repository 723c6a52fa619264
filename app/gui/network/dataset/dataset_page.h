// The page "Data set": the pictures that excite a map, the confusion matrix, similar pictures. Owns the jobs that run
// the model on all pictures.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "app/gui/network/dataset/answers_view.h"
#include "app/gui/network/dataset/excites_view.h"
#include "app/gui/network/dataset/similar_view.h"
#include "app/jobs/dataset/dataset_study.h"
#include "app/opening/dataset_opening.h"

namespace convscope {

class DatasetPage {
  public:
    /// For `wake` see JobQueue.
    explicit DatasetPage(const std::function<void()>& wake) : surveys_(wake), answers_(wake), similar_(wake) {}

    /// Stores the results of finished jobs. Call once per frame.
    void update();
    /// Cuts the used part off the top of `area`. Starts the jobs whose results the page shows.
    void show(Scene& scene, const DatasetOpening& opening, Rect& area);
    /// Shows the strongest pictures of the selected map in one line, if the survey is known. Cuts the used part off the
    /// top of `area`.
    void show_strip(Scene& scene, Rect& area);
    bool busy() const { return surveys_.busy() || answers_.busy() || similar_.busy(); }
    bool finished() const { return surveys_.finished() || answers_.finished() || similar_.finished(); }

    // For tests.
    const ExcitesView& excites() const { return excites_; }
    const AnswersView& answers() const { return answers_view_; }
    const SimilarView& similar() const { return similar_view_; }
    const SurveyJob& surveys() const { return surveys_; }

  private:
    void show_topics(Scene& scene, Rect& area);
    void show_no_dataset(Scene& scene, Rect& area);
    void show_excites(Scene& scene, Rect& area);
    void show_answers(Scene& scene, Rect& area);
    void show_similar(Scene& scene, Rect& area);
    /// The evaluation of the second model. If it is null, `state` says why. Starts the computation if necessary.
    SharedEvaluation second_answers(Scene& scene, std::string& state);
    /// Shows the progress, a problem, or a button that starts the job. Returns the result to show: that of `key` or,
    /// until it is known, the last one for the same model and data set; null if there is none.
    template <class Job>
    auto result_of(Scene& scene, Job& job, const StudyKey& key, std::string_view name, Rect& area);

    SurveyJob surveys_;
    AnswersJob answers_;
    SimilarJob similar_;
    ExcitesView excites_;
    AnswersView answers_view_;
    SimilarView similar_view_;
    TopPictures strip_;
};

}  // namespace convscope
