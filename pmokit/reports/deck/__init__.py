"""The board's deck as native PowerPoint: the only place that knows that library. Import it late: the library costs a quarter of a second."""
