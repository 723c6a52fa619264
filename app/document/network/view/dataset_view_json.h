// The view state of the page "Data set" in the session file.
#pragma once

#include "app/document/json_values.h"
#include "app/document/network/view/dataset_view.h"

namespace convscope {

Json dataset_view_json(const DatasetView& view);
/// Throws LoadError for a value of the wrong type or outside its range. DatasetView::page is always 0.
DatasetView read_dataset_view(const JsonReader& reader);

}  // namespace convscope
